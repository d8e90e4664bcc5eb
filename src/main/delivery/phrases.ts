import { fillTemplate } from '../../shared/errors/spec.ts';

/** What the program itself says in a chat. Answers of a model are not here. */
const english = {
  'pairing.code':
    'Hello. I only talk to people I know. Ask my owner to let you in with this code: {code}',
  'pairing.approved': 'You are let in. Write me anything; /help shows what else I understand.',
  'command.new': 'A fresh conversation. What was said before is kept and can be searched.',
  'command.stopped': 'Stopped.',
  'command.nothing-runs': 'Nothing is running.',
  'command.model': 'The model here is {model}.',
  'command.model-set': 'From the next message on I use {model} in this conversation.',
  'command.model-default': 'Back to the agent’s own model: {model}.',
  'command.model-unknown': 'I can’t use {model}: {reason}',
  'command.status':
    'Agent {agent}, model {model}\nThis conversation: {messages} messages, {waiting} waiting\nToday: {tokens} tokens, {cost}',
  'command.help':
    '/new – a fresh conversation\n/stop – stop the answer\n/status – how things are\n/model [provider/model | default] – show or change the model\n/allow CODE, /deny CODE – answer a question (owner)\n/reset – like /new\n/help – this list',
  'command.approved': '{name} is let in.',
  'command.approve-unknown': 'The code {code} is unknown or too old.',
  'approval.question': '❓ **{agent}** asks: may I use **{tool}**? `{code}`',
  'approval.elsewhere': 'It is about the conversation {session}.',
  'approval.cost': 'This turn has cost {cost} so far.',
  'approval.rule': 'A rule of yours says that I ask.',
  'approval.cut': 'There is more of it: openclaw approvals show {code}',
  'approval.how':
    'Answer yes or no, or /allow {code} or /deny {code} in any chat of yours. After {minutes} minutes it counts as denied.',
  'approval.always-any':
    '/allow {code} always: for this agent here, from now on any use of {tool}.',
  'approval.always-when':
    '/allow {code} always: for this agent here, from now on whenever {patterns}.',
  'approval.button-allow': '✅ Allow',
  'approval.button-deny': '⛔ Deny',
  'approval.button-always': '✅ Always',
  'approval.allowed': '✅ Allowed: **{agent}** may use **{tool}**. `{code}`',
  'approval.denied': '⛔ Denied: **{agent}** may not use **{tool}**. `{code}`',
  'approval.expired': '⌛ Nobody answered in time: **{agent}** may not use **{tool}**. `{code}`',
  'approval.withdrawn':
    '➖ No answer is needed any more: **{agent}** does not use **{tool}**. `{code}`',
  'command.allowed': 'Allowed.',
  'command.allowed-always':
    'Allowed, and from now on without asking. To take that back: openclaw approvals rules',
  'command.denied': 'Denied.',
  'command.denied-always':
    'Denied, and from now on without asking. To take that back: openclaw approvals rules',
  'command.answer-closed': 'The question {code} was closed already: {state}.',
  'command.answer-unknown': 'There is no question {code}.',
  'command.answer-none': 'No question waits here. Write the code: /allow CODE or /deny CODE.',
  'command.answer-which':
    'More than one question waits here: {codes}. Write /allow CODE or /deny CODE.',
  'command.answer-once':
    'The question {code} can be answered for this one call only: write it without "always".',
  'command.answer-owner': 'Only the owner can answer that.',
  'command.answer-admin':
    'This connection may not set rules. Write it without "always", or connect with operator.admin.',
  'command.answer-full': 'There are too many rules already. Write it without "always".',
  'turn.failed': '⚠️ {message} {hint}',
  'turn.stopped': '(stopped)',
} as const;

export type PhraseKey = keyof typeof english;

export interface Phrase {
  readonly key: PhraseKey;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Catalogues by language; a key that a language lacks is said in English. */
const catalogues = { en: english } as const;

/** Says a phrase in a language. */
export function sayIn(language: keyof typeof catalogues, phrase: Phrase): string {
  return fillTemplate(catalogues[language][phrase.key], phrase.values ?? {});
}
