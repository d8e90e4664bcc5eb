import { afterEach, expect, it } from 'vitest';
import { listOutbox } from '../delivery/outbox-stuck.ts';
import { createHarness, say, type Harness } from './testing/message-path-harness.ts';

let harness: Harness;
afterEach(() => harness.end());

/** Tables that grow with every message. */
const growing = /^SCAN (inbox|message|turn|trace|outbox)\b/;
/** Run once at start or for a person who looks, never for a message. */
const seldom =
  /DISTINCT session_id FROM inbox|WHERE state = 'running' ORDER BY id|count\(\*\) AS n FROM outbox/;

function explain(db: Harness['db'], text: string): string[] {
  const values: null[] = [...text.matchAll(/\?/g)].map(() => null);
  return db
    .statement<null[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
    .all(...values)
    .map((row) => row.detail);
}

it('no statement on the path of a message reads a whole table, however many messages there were', async () => {
  harness = createHarness({ channel: { access: { direct: 'open' } } });
  const ended = harness.until('chat', (event) => event.state === 'final');
  await harness.receive();
  await ended;
  harness.model = say('again');
  await harness.send('hello', { key: 'a' });
  await harness.send('/status', { key: 'b' });
  await harness.until('chat', (event) => event.runId === 'a' && event.state === 'final');
  await harness.path.dispatcher.recovered('local', 'run-2');
  const scans = [...harness.statements]
    .filter((text) => !text.includes('@') && !seldom.test(text))
    .flatMap((text) => explain(harness.db, text).map((detail) => ({ text, detail })))
    .filter(({ detail }) => growing.test(detail));
  expect(scans).toEqual([]);
  expect(harness.statements.size).toBeGreaterThan(20);
});

it('what stuck is found among what was not sent', () => {
  harness = createHarness();
  for (const filter of [{}, { channel: 'tg' }, { state: 'ready' }] as const)
    listOutbox(harness.db, { ...filter, limit: 9 });
  const asked = [...harness.statements].filter((text) => text.startsWith('SELECT * FROM outbox'));
  expect(asked.length).toBeGreaterThanOrEqual(3);
  for (const text of asked)
    expect(explain(harness.db, text).find((detail) => detail.includes('outbox'))).toContain(
      'outbox_open',
    );
});

it('would see one that does', () => {
  harness = createHarness();
  expect(
    explain(harness.db, 'SELECT * FROM inbox WHERE reason = ?').some((detail) =>
      growing.test(detail),
    ),
  ).toBe(true);
});
