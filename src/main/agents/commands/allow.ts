import { answerQuestion, readArgument } from './answer-question.ts';
import type { Command } from './command.ts';

/** Lets a tool run that waits for the owner: `/allow CODE`, and with `always` from now on. */
export const allow: Command = (input, deps) => {
  const read = readArgument(input.argument);
  return read && answerQuestion(input, deps, { ...read, decision: 'allow' });
};
