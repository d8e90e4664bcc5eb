import type { CommandRun } from '../command.ts';
import { usageError } from '../failure.ts';
import { formatTable } from '../table.ts';

/** `openclaw secrets list`: names and where they are used; values are never shown. */
export const listSecrets: CommandRun = async (call) => {
  const link = await call.connect();
  const { secrets } = await link.request('secrets.list', {});
  const rows = secrets.map(({ name, usedBy }) => [name, usedBy.join(', ')]);
  const table = formatTable(['NAME', 'USED BY'], rows, call.io.columns);
  call.print({ secrets }, secrets.length === 0 ? 'No secret is kept.\n' : table);
  return 0;
};

/** `openclaw secrets set NAME`: the value comes in by the input, so that no shell remembers it. */
export const setSecret: CommandRun = async (call) => {
  const [name = ''] = call.positionals;
  const value = (await call.io.readInput())?.replace(/\r?\n$/, '');
  if (value === undefined || value === '') {
    throw usageError('There is no value.', `… | openclaw secrets set ${name}`);
  }
  const link = await call.connect();
  const result = await link.request('secrets.set', { name, value });
  call.print(result, `${name} is kept.\n`);
  return 0;
};

/** `openclaw secrets remove NAME` */
export const removeSecret: CommandRun = async (call) => {
  const [name = ''] = call.positionals;
  const link = await call.connect();
  const result = await link.request('secrets.remove', { name });
  const text = result.removed ? `${name} is forgotten.\n` : `There is no secret called ${name}.\n`;
  call.print(result, text);
  return result.removed ? 0 : 1;
};
