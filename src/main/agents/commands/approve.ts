import { answerQuestion } from './answer-question.ts';
import type { Command } from './command.ts';
import { readCode } from '../../tools/approvals/new-code.ts';

/**
 * The owner lets a stranger in from any chat, or a tool run: the two codes differ in length. For
 * everybody else it is plain text.
 */
export const approve: Command = (input, deps) => {
  const { sql, argument, isOwner } = input;
  if (!isOwner || argument === '') return undefined;
  const code = readCode(argument);
  if (code !== undefined)
    return answerQuestion(input, deps, { code, decision: 'allow', isAlways: false });
  const person = deps.approve(sql, argument);
  return person
    ? { reply: { key: 'command.approved', values: { name: person.name } }, after: person.after }
    : { reply: { key: 'command.approve-unknown', values: { code: argument } } };
};
