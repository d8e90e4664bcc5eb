// Writes messages straight into a database of the gateway. Arguments: its folder, how many.
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { gatewayMigrations } from '../../src/main/storage/migrations/index.ts';
import { openDatabase } from '../../src/main/storage/open-database.ts';
import { writeMessage } from './words.ts';

const [, , dbDir = '', countText = '0'] = process.argv;
const count = Number(countText);
const perSession = 500;
const perTransaction = 20_000;
const startMs = Date.UTC(2026, 0, 1);

const database = openDatabase(path.join(dbDir, 'gateway.db'), { migrations: gatewayMigrations });
database.exec('PRAGMA synchronous = OFF');
const addSession = database.statement<[string, string, string, number, string, number, number]>(
  `INSERT INTO session (id, key, agent_id, channel, chat_kind, title, message_count, last_text,
     created_at, updated_at)
   VALUES (?, ?, 'assistant', 'web', 'direct', ?, ?, ?, ?, ?)`,
);
const addMessage = database.statement<
  [string, string, string | null, string, string, string, number]
>(
  `INSERT INTO message (id, session_id, parent_id, role, content, text, created_at)
   VALUES (?, ?, ?, ?, ?, ?, ?)`,
);
const setHead = database.statement<[string, string]>('UPDATE session SET head_id = ? WHERE id = ?');

let sessionId = '';
let parentId: string | null = null;
for (let number = 0; number < count; number++) {
  if (number % perTransaction === 0) database.exec(number === 0 ? 'BEGIN' : 'COMMIT; BEGIN');
  const at = startMs + number * 1_000;
  const text = writeMessage(number);
  if (number % perSession === 0) {
    if (parentId !== null) setHead.run(parentId, sessionId);
    sessionId = uuidv7();
    parentId = null;
    const size = Math.min(perSession, count - number);
    const name = `seed-${number / perSession}`;
    addSession.run(sessionId, `agent:assistant:${name}`, name, size, text, at, at + size * 1_000);
  }
  const id = uuidv7();
  const role = number % 2 === 0 ? 'user' : 'assistant';
  const content = JSON.stringify([{ type: 'text', text }]);
  addMessage.run(id, sessionId, parentId, role, content, text, at);
  parentId = id;
}
if (parentId !== null) setHead.run(parentId, sessionId);
if (count > 0) database.exec('COMMIT');
database.close();
