import type Sqlite from 'better-sqlite3';
import { limits } from '../../shared/config/limits.ts';
import type { Statement } from './database.ts';

/**
 * Prepares each text once and keeps it while it is used (limits.storage.statements). Texts that depend
 * on what was asked for are many; those that were used last among as many others are kept, so what a
 * message needs is prepared once. A statement that is forgotten while it is read from goes on.
 */
export function createStatementCache(
  connection: Sqlite.Database,
): <P extends readonly unknown[], R>(text: string) => Statement<P, R> {
  // Two halves: looking one up moves nothing, unless it was not used for long.
  let recent = new Map<string, Statement<readonly unknown[], unknown>>();
  let before = recent;

  const keep = (text: string, statement: Statement<readonly unknown[], unknown>): void => {
    if (recent.size >= limits.storage.statements / 2) {
      before = recent;
      recent = new Map();
    }
    recent.set(text, statement);
  };

  return <P extends readonly unknown[], R>(text: string) => {
    let found = recent.get(text);
    if (!found) {
      found = before.get(text) ?? prepare(connection, text);
      keep(text, found);
    }
    // The types are the caller's promise about its own text.
    return found as unknown as Statement<P, R>;
  };
}

function prepare(
  connection: Sqlite.Database,
  text: string,
): Statement<readonly unknown[], unknown> {
  const statement = connection.prepare(text);
  return {
    get: (...params) => statement.get(...params),
    all: (...params) => statement.all(...params),
    iterate: (...params) => statement.iterate(...params),
    run: (...params) => statement.run(...params).changes,
  };
}
