import type { Command } from './command.ts';

/** The owner lets a stranger in from any chat. For everybody else it is plain text. */
export const approve: Command = ({ sql, argument, isOwner }, deps) => {
  if (!isOwner || argument === '') return undefined;
  const person = deps.approve(sql, argument);
  return person
    ? { reply: { key: 'command.approved', values: { name: person.name } }, after: person.after }
    : { reply: { key: 'command.approve-unknown', values: { code: argument } } };
};
