// Writes messages straight into a database of the gateway. Arguments: its folder, how many.
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { gatewayMigrations } from '../../src/main/storage/migrations/index.ts';
import { openDatabase } from '../../src/main/storage/open-database.ts';
import {
  conversationOf,
  describeConversation,
  peopleCount,
  personId,
  sizeOf,
} from './conversations.ts';
import { writeMessage } from './words.ts';

const [, , dbDir = '', countText = '0'] = process.argv;
const count = Number(countText);
const perTransaction = 20_000;
const startMs = Date.UTC(2026, 0, 1);
const timeOf = (message: number): number => startMs + message * 1_000;

const database = openDatabase(path.join(dbDir, 'gateway.db'), { migrations: gatewayMigrations });
database.exec('PRAGMA synchronous = OFF');
const addPerson = database.statement<[string, string, number]>(
  "INSERT INTO person (id, name, role, created_at) VALUES (?, ?, 'guest', ?)",
);
const addSession = database.statement<unknown[]>(
  `INSERT INTO session (id, key, agent_id, channel, chat_kind, person_id, title, message_count,
     last_text, created_at, updated_at, archived_at, cost_micros, error_code, taken_over_at)
   VALUES (?, ?, ?, ?, 'direct', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);
const addMessage = database.statement<
  [string, string, string | null, string, string, string, number]
>(
  `INSERT INTO message (id, session_id, parent_id, role, content, text, created_at)
   VALUES (?, ?, ?, ?, ?, ?, ?)`,
);
const setHead = database.statement<[string, string]>('UPDATE session SET head_id = ? WHERE id = ?');

/** Conversations that are not full yet, with their newest message, by their number. */
const open = new Map<number, { id: string; headId: string | null; left: number }>();

function begin(number: number, message: number): { id: string; headId: null; left: number } {
  const { agentId, channel, ...rest } = describeConversation(number);
  const size = sizeOf(number, count);
  const name = `seed-${number}`;
  const at = timeOf(message);
  const id = uuidv7();
  addSession.run(
    ...[id, `agent:${agentId}:${name}`, agentId, channel, rest.personId, name, size],
    ...[writeMessage(message), at, at + size * 1_000, rest.isArchived ? at : null],
    ...[rest.costMicros, rest.errorCode, rest.isTakenOver ? at : null],
  );
  return { id, headId: null, left: size };
}

function write(message: number): void {
  const number = conversationOf(message);
  const session = open.get(number) ?? begin(number, message);
  open.set(number, session);
  const text = writeMessage(message);
  const id = uuidv7();
  const role = message % 2 === 0 ? 'user' : 'assistant';
  const content = JSON.stringify([{ type: 'text', text }]);
  addMessage.run(id, session.id, session.headId, role, content, text, timeOf(message));
  session.headId = id;
  session.left -= 1;
  if (session.left > 0) return;
  setHead.run(id, session.id);
  open.delete(number);
}

database.exec('BEGIN');
for (let number = 0; number < peopleCount; number++)
  addPerson.run(personId(number), `Person ${number}`, startMs);
for (let message = 0; message < count; message++) {
  if (message % perTransaction === perTransaction - 1) database.exec('COMMIT; BEGIN');
  write(message);
}
database.exec('COMMIT');
database.close();
