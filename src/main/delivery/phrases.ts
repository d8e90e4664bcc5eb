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
    '/new – a fresh conversation\n/stop – stop the answer\n/status – how things are\n/model [provider/model | default] – show or change the model\n/reset – like /new\n/help – this list',
  'command.approved': '{name} is let in.',
  'command.approve-unknown': 'The code {code} is unknown or too old.',
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
