import { answerQuestion, readArgument } from './answer-question.ts';
import type { Command } from './command.ts';

/** Refuses a tool that waits for the owner: `/deny CODE`, and with `always` from now on. */
export const deny: Command = (input, deps) => {
  const read = readArgument(input.argument);
  return read && answerQuestion(input, deps, { ...read, decision: 'deny' });
};
