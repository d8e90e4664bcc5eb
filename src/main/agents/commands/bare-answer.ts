import { limits } from '../../../shared/config/limits.ts';
import type { WaitingQuestion } from '../../tools/approvals/approvals.ts';
import { readBareAnswer } from '../../tools/approvals/read-answer.ts';
import { answerQuestion } from './answer-question.ts';
import type { CommandDeps, CommandInput, CommandResult } from './command.ts';

/**
 * A message of an owner that is nothing but "yes" or "no", in the very chat where a question waits.
 * Undefined for everything else: then it is plain text.
 */
export function answerBare(
  text: string,
  input: CommandInput,
  deps: CommandDeps,
): CommandResult | undefined {
  const answer = input.isOwner ? readBareAnswer(text) : undefined;
  if (!answer) return undefined;
  const all = deps.answers.waitingIn(input.sql, input.place);
  const quoted = all.filter(({ code }) => answer.quoted.includes(code));
  const { decision } = answer;
  if (quoted.length === 1)
    return answerQuestion(input, deps, { code: quoted[0]?.code, decision, isAlways: false });
  // What was written before the question, and came late, can't be meant for it.
  const waiting = all.filter(
    ({ askedAt }) => input.sentAt >= askedAt - limits.approvals.clockSkewMs,
  );
  if (waiting.length === 0) return undefined;
  if (waiting.some(({ isCovered }) => isCovered)) return askWhich(waiting);
  return answerQuestion(input, deps, { code: undefined, decision, isAlways: false });
}

function askWhich(waiting: readonly WaitingQuestion[]): CommandResult {
  const codes = waiting.map(({ code }) => code).join(', ');
  return { reply: { key: 'command.answer-which', values: { codes } } };
}
