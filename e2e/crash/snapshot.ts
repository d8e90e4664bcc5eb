import { readdirSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import type { MessageRecord } from '../servers/telegram/control.ts';

const inboxRow = z.object({
  id: z.string(),
  channel: z.string(),
  state: z.string(),
  turn_id: z.string().nullable(),
  envelope: z.string(),
});
const turnRow = z.object({ id: z.string(), state: z.string(), channel: z.string() });
const messageRow = z.object({
  id: z.string(),
  role: z.string(),
  text: z.string(),
  turn_id: z.string().nullable(),
});
const outboxRow = z.object({
  id: z.string(),
  turn_id: z.string().nullable(),
  channel: z.string(),
  state: z.string(),
  text: z.string(),
  is_duplicate: z.number(),
});

/** What the gateway's database holds, read by somebody else. */
export interface DatabaseSnapshot {
  readonly inbox: readonly z.output<typeof inboxRow>[];
  readonly turns: readonly z.output<typeof turnRow>[];
  readonly messages: readonly z.output<typeof messageRow>[];
  readonly outbox: readonly z.output<typeof outboxRow>[];
}

/** What the outside saw. */
export interface OutsideSnapshot {
  /** All messages of all Telegram chats, whoever wrote them. */
  readonly telegram: readonly Pick<
    MessageRecord,
    'chatId' | 'messageId' | 'isFromBot' | 'text' | 'isDeleted'
  >[];
  /** How often the model was asked, by last user text. */
  readonly modelRequests: readonly { readonly text: string; readonly count: number }[];
  /** What the servers would not accept. */
  readonly violations: readonly string[];
}

/** Work that is not finished, by table. */
export type OpenRows = Readonly<Record<'inbox' | 'turns' | 'outbox', number>>;

/** Reads the database of a state directory through a read-only connection of its own. */
export function readDatabase(stateDir: string): DatabaseSnapshot {
  return withDatabase(stateDir, (database) => ({
    inbox: rows(database, inboxRow, 'SELECT id, channel, state, turn_id, envelope FROM inbox'),
    turns: rows(database, turnRow, 'SELECT id, state, channel FROM turn'),
    messages: rows(database, messageRow, 'SELECT id, role, text, turn_id FROM message'),
    outbox: rows(
      database,
      outboxRow,
      'SELECT id, turn_id, channel, state, text, is_duplicate FROM outbox ORDER BY id',
    ),
  }));
}

/** How often a tool was recorded as begun, with how each run ended. */
export function listToolRuns(stateDir: string, tool: string): readonly string[] {
  return withDatabase(stateDir, (database) =>
    database
      .prepare("SELECT state FROM trace WHERE kind = 'tool' AND name = ? ORDER BY id")
      .all(tool)
      .map((row) => z.object({ state: z.string() }).parse(row).state),
  );
}

/** Counts what still waits or runs. */
export function countOpen(stateDir: string): OpenRows {
  const count = (database: Sqlite.Database, from: string): number =>
    z.object({ n: z.number() }).parse(database.prepare(`SELECT count(*) AS n FROM ${from}`).get())
      .n;
  return withDatabase(stateDir, (database) => ({
    inbox: count(database, "inbox WHERE state IN ('received', 'queued', 'in-turn')"),
    turns: count(database, "turn WHERE state = 'running'"),
    outbox: count(database, "outbox WHERE state IN ('draft', 'ready', 'sending', 'unknown')"),
  }));
}

/** The file that holds the messages. Throws when there is none yet. */
export function findDatabase(stateDir: string): string {
  const folder = path.join(stateDir, 'db');
  const name = readdirSync(folder).find((file) =>
    /^(gateway|openclaw|main)\.(db|sqlite)$/.test(file),
  );
  if (name === undefined) throw new Error(`no database in ${folder}`);
  return path.join(folder, name);
}

function withDatabase<T>(stateDir: string, use: (database: Sqlite.Database) => T): T {
  const database = new Sqlite(findDatabase(stateDir), { readonly: true, fileMustExist: true });
  try {
    database.pragma('busy_timeout = 5000');
    return database.transaction(() => use(database))();
  } finally {
    database.close();
  }
}

function rows<T extends z.ZodType>(
  database: Sqlite.Database,
  schema: T,
  sql: string,
): z.output<T>[] {
  return database
    .prepare(sql)
    .all()
    .map((row) => schema.parse(row));
}
