import type { PhraseKey } from '../../delivery/phrases.ts';
import type { ChatOutcome } from '../../tools/approvals/approvals.ts';
import type { Decision } from '../../tools/approvals/read-answer.ts';
import type { CommandDeps, CommandInput, CommandResult } from './command.ts';

/** What an owner answers in a chat. */
export interface ChatAnswer {
  /** The only one that waits in this chat when absent. */
  readonly code: string | undefined;
  readonly decision: Decision;
  readonly isAlways: boolean;
}

/** Answers a question of the program whether a tool may run. Nobody but an owner ever can. */
export function answerQuestion(
  input: CommandInput,
  { answers }: CommandDeps,
  answer: ChatAnswer,
): CommandResult {
  if (!input.isOwner) return { reply: { key: 'command.answer-owner' } };
  if (answer.isAlways && !input.mayMakeRules) return { reply: { key: 'command.answer-admin' } };
  const code =
    answer.code ?? onlyOne(answers.waitingIn(input.sql, input.place).map((one) => one.code));
  if (typeof code === 'object') return { reply: code };
  const { outcome, after } = answers.answer(input.sql, code, {
    decision: answer.decision,
    isAlways: answer.isAlways,
    by: input.person?.name,
    via: input.place.channel,
    sessionId: input.session.id,
  });
  return { reply: replyTo(outcome, code, answer), after };
}

/** The code to answer, or what to say when there is not exactly one. */
function onlyOne(codes: readonly string[]): string | CommandResult['reply'] {
  const [code] = codes;
  if (code === undefined) return { key: 'command.answer-none' };
  if (codes.length === 1) return code;
  return { key: 'command.answer-which', values: { codes: codes.join(', ') } };
}

function replyTo(
  outcome: ChatOutcome,
  code: string,
  { decision, isAlways }: ChatAnswer,
): CommandResult['reply'] {
  switch (outcome.kind) {
    case 'closed':
      return { key: doneKey(decision, isAlways) };
    case 'late':
      return { key: 'command.answer-closed', values: { code, state: outcome.state } };
    case 'unknown':
      return { key: 'command.answer-unknown', values: { code } };
    case 'not-always':
      return { key: 'command.answer-once', values: { code } };
    case 'rules-full':
      return { key: 'command.answer-full' };
  }
}

function doneKey(decision: Decision, isAlways: boolean): PhraseKey {
  if (decision === 'allow') return isAlways ? 'command.allowed-always' : 'command.allowed';
  return isAlways ? 'command.denied-always' : 'command.denied';
}

/** `K7FM always`, or nothing at all. Undefined when it is something else. */
export function readArgument(
  argument: string,
): { readonly code: string | undefined; readonly isAlways: boolean } | undefined {
  const [, code, always] = /^([a-z0-9]{4})?(?:(?:^|\s+)(always))?$/i.exec(argument) ?? [undefined];
  if (code === undefined && always === undefined && argument !== '') return undefined;
  return { code: code?.toUpperCase(), isAlways: always !== undefined };
}
