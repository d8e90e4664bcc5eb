import { randomUUID } from 'node:crypto';
import path from 'node:path';
import Sqlite from 'better-sqlite3';

export interface StoreFilling {
  /** Messages of one long conversation on the page. */
  readonly messages: number;
  /** Conversations beside it, with no message of their own. */
  readonly sessions: number;
}

export const longKey = 'agent:assistant:web:direct:long';

/**
 * Fills the database of a gateway that is not running, as years of use would. Message n of the long
 * conversation says "message n"; every tenth answer has a table, so that rows differ in height.
 */
export function fillStore(stateDir: string, { messages, sessions }: StoreFilling): void {
  const db = new Sqlite(path.join(stateDir, 'db/gateway.db'));
  try {
    db.pragma('synchronous = OFF');
    db.transaction(() => {
      const now = Date.now();
      const addSession = db.prepare(
        `INSERT INTO session (id, key, agent_id, channel, chat_kind, title, head_id, message_count,
           last_text, created_at, updated_at) VALUES (?, ?, 'assistant', ?, 'direct', ?, ?, ?, ?, ?, ?)`,
      );
      const long = randomUUID();
      const head = `m-${String(messages - 1).padStart(8, '0')}`;
      const last = `message ${messages - 1}`;
      addSession.run(long, longKey, 'web', 'The long one', head, messages, last, now, now);
      for (let n = 0; n < sessions; n += 1) {
        const at = now - (n + 1) * 60_000;
        const key = `agent:assistant:telegram:direct:${n}`;
        addSession.run(randomUUID(), key, 'telegram', `Chat ${n}`, null, 0, `words ${n}`, at, at);
      }
      const addMessage = db.prepare(
        `INSERT INTO message (id, session_id, parent_id, role, content, text, stop_reason, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      let parent: string | null = null;
      for (let n = 0; n < messages; n += 1) {
        const id = `m-${String(n).padStart(8, '0')}`;
        const isAnswer = n % 2 === 1;
        const text = textOf(n, isAnswer);
        const content = JSON.stringify([{ type: 'text', text }]);
        addMessage.run(
          ...[id, long, parent, isAnswer ? 'assistant' : 'user', content, text],
          ...[isAnswer ? 'stop' : null, now - (messages - n) * 30_000],
        );
        parent = id;
      }
    })();
  } finally {
    db.close();
  }
}

function textOf(n: number, isAnswer: boolean): string {
  if (!isAnswer) return `message ${n}`;
  const table = n % 20 === 11 ? '\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |' : '';
  const length = 1 + ((n * 7) % 5);
  return `message ${n}\n\n${'Some words that fill a line or two of the page. '.repeat(length)}${table}`;
}
