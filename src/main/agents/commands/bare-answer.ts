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
  const waiting = deps.answers.waitingIn(input.sql, input.place);
  if (waiting.length === 0) return undefined;
  const quoted = waiting.filter((code) => answer.quoted.includes(code));
  const code = quoted.length === 1 ? quoted[0] : undefined;
  return answerQuestion(input, deps, { code, decision: answer.decision, isAlways: false });
}
