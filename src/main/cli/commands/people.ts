import { personRoles, type PersonRole } from '../../../shared/model/people.ts';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import type { CommandCall, CommandRun } from '../command.ts';
import { usageError } from '../failure.ts';
import { formatTable } from '../table.ts';
import { timeInWords } from '../words.ts';

/** `openclaw people list` */
export const listPeople: CommandRun = async (call) => {
  const link = await call.connect();
  const { people, pending } = await link.request('people.list', {});
  const rows = people.map((person) => [person.id, person.name, person.role, identities(person)]);
  const waiting = pending.length === 0 ? '' : `\n${pending.length} wait: openclaw people pending\n`;
  const table = formatTable(['ID', 'NAME', 'ROLE', 'KNOWN AS'], rows, call.io.columns);
  call.print({ people }, table + waiting);
  return 0;
};

/** `openclaw people pending` */
export const listPending: CommandRun = async (call) => {
  const link = await call.connect();
  const { pending } = await link.request('people.list', {});
  const rows = pending.map((request) => [
    request.code,
    request.channel,
    request.peer,
    timeInWords(request.expiresAt),
    request.name ?? '',
  ]);
  const table = formatTable(
    ['CODE', 'CHANNEL', 'PEER', 'VALID UNTIL', 'NAME'],
    rows,
    call.io.columns,
  );
  call.print({ pending }, rows.length === 0 ? 'Nobody waits.\n' : table);
  return 0;
};

/** `openclaw people approve CODE` */
export const approve: CommandRun = async (call) => {
  const role = call.text('role');
  const personId = call.text('person');
  const params = {
    code: argument(call, 0),
    ...(role === undefined ? {} : { role: readRole(role) }),
    ...(personId === undefined ? {} : { personId }),
  };
  const link = await call.connect();
  const { person } = await link.request('people.approve', params);
  call.print({ person }, `${person.name} may talk to the assistant now, as ${person.role}.\n`);
  return 0;
};

/** `openclaw people reject CODE` */
export const reject: CommandRun = async (call) => {
  const link = await call.connect();
  const done = await link.request('people.reject', { code: argument(call, 0) });
  call.print(done, 'The request is turned down.\n');
  return 0;
};

/** `openclaw people role ID ROLE` */
export const setRole: CommandRun = async (call) => {
  const params = { id: argument(call, 0), role: readRole(argument(call, 1)) };
  const link = await call.connect();
  const { person } = await link.request('people.update', params);
  call.print({ person }, `${person.name} is ${person.role} now.\n`);
  return 0;
};

/** `openclaw people link ID OTHER-ID` */
export const link: CommandRun = async (call) => {
  const params = { id: argument(call, 0), otherId: argument(call, 1) };
  const gateway = await call.connect();
  const { person } = await gateway.request('people.link', params);
  call.print({ person }, `${person.name} is known as ${identities(person)} now.\n`);
  return 0;
};

/** `openclaw people remove ID` */
export const remove: CommandRun = async (call) => {
  const gateway = await call.connect();
  const done = await gateway.request('people.remove', { id: argument(call, 0) });
  call.print(done, 'Forgotten; the conversations stay.\n');
  return 0;
};

function argument(call: CommandCall, index: number): string {
  return call.positionals[index] ?? '';
}

function readRole(text: string): PersonRole {
  const role = personRoles.find((known) => known === text);
  if (role) return role;
  throw usageError(`There is no role "${text}".`, `people role ID ${personRoles.join('|')}`);
}

function identities(person: PersonRow): string {
  return person.identities.map((known) => `${known.channel}:${known.peer}`).join(', ');
}
