import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { createStatementCache } from './statement-cache.ts';

let connection: Sqlite.Database;
beforeEach(() => (connection = new Sqlite(':memory:')));
afterEach(() => connection.close());

const textOf = (number: number): string => `SELECT ${number} AS n`;

it('prepares once what is used again and again, whatever else is asked for in between', () => {
  const prepare = vi.spyOn(connection, 'prepare');
  const statement = createStatementCache(connection);
  for (let number = 1; number <= limits.storage.statements * 4; number += 1) {
    expect(statement<[], { n: number }>(textOf(number)).get()).toEqual({ n: number });
    expect(statement<[], { n: number }>(textOf(0)).get()).toEqual({ n: 0 });
  }
  const often = prepare.mock.calls.filter(([text]) => text === textOf(0));
  expect(often).toHaveLength(1);
});

it('forgets what was not used while many others were', () => {
  const prepare = vi.spyOn(connection, 'prepare');
  const statement = createStatementCache(connection);
  for (let number = 0; number <= limits.storage.statements; number += 1) statement(textOf(number));
  expect(prepare).toHaveBeenCalledTimes(limits.storage.statements + 1);
  statement(textOf(0));
  expect(prepare).toHaveBeenCalledTimes(limits.storage.statements + 2);
  statement(textOf(limits.storage.statements));
  expect(prepare).toHaveBeenCalledTimes(limits.storage.statements + 2);
});

it('lets go on reading with a statement that is forgotten meanwhile', () => {
  const statement = createStatementCache(connection);
  const rows = statement<[], { value: number }>(
    'WITH RECURSIVE c (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM c LIMIT 3) SELECT value FROM c',
  ).iterate();
  expect(rows.next().value).toEqual({ value: 1 });
  for (let number = 0; number <= limits.storage.statements * 2; number += 1)
    createStatementCache(connection)(textOf(number));
  expect([...rows]).toEqual([{ value: 2 }, { value: 3 }]);
});
