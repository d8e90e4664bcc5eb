import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Envelope } from '../../../shared/model/envelope.ts';
import { openSpool, type Spool } from './spool.ts';

let dir: string;
let spool: Spool;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spool-'));
  spool = openSpool(dir);
});
afterEach(async () => {
  spool.close();
  await rm(dir, { recursive: true });
});

const makeEnvelope = (text: string): Envelope => ({
  channel: 'telegram',
  dedupeKey: text,
  account: 'me',
  kind: 'new',
  chat: { kind: 'direct', id: 'chat' },
  sender: { id: 'ann' },
  text,
  attachments: [],
  isAddressed: true,
  sentAt: 1,
});

it('keeps the order, over a restart, and counts what it holds', async () => {
  await spool.envelopes.keepEnvelopes(['a', 'b'].map(makeEnvelope));
  await spool.envelopes.keepEnvelopes(['c'].map(makeEnvelope));
  spool.close();
  spool = openSpool(dir);
  expect(spool.envelopes.envelopeCount).toBe(3);
  const first = spool.envelopes.firstEnvelopes(2, 1_000_000);
  expect(first.map(({ value }) => value.text)).toEqual(['a', 'b']);
  await spool.envelopes.dropEnvelopes(first.map(({ rowId }) => rowId));
  // Dropping twice is no miscount.
  await spool.envelopes.dropEnvelopes(first.map(({ rowId }) => rowId));
  expect(spool.envelopes.envelopeCount).toBe(1);
});

it('gives at least one message, however large, and no more than fits', async () => {
  await spool.envelopes.keepEnvelopes(['x'.repeat(5_000), 'b', 'c'].map(makeEnvelope));
  expect(spool.envelopes.firstEnvelopes(10, 100)).toHaveLength(1);
});

it('names the files of its messages, and counts them with the size of a batch', async () => {
  const file = { kind: 'image', mimeType: 'image/png', sizeBytes: 500 } as const;
  const blob = 'a'.repeat(64);
  const shown = (text: string): Envelope => ({
    ...makeEnvelope(text),
    attachments: [{ ...file, blob }, file],
  });
  await spool.envelopes.keepEnvelopes([shown('a'), shown('b'), makeEnvelope('c')]);
  expect([...spool.envelopes.listFiles()]).toEqual([blob]);
  expect(spool.envelopes.firstEnvelopes(10, 1_200)).toHaveLength(1);
  expect(spool.envelopes.firstEnvelopes(10, 10_000)).toHaveLength(3);
});

it('refuses visibly when it is full, and takes nothing of the batch', async () => {
  spool.close();
  spool = openSpool(dir, { envelopes: 2, bytes: 1_000_000 });
  await spool.envelopes.keepEnvelopes(['a', 'b'].map(makeEnvelope));
  await expect(spool.envelopes.keepEnvelopes([makeEnvelope('c')])).rejects.toMatchObject({
    code: 'SPOOL_FULL',
  });
  expect(spool.envelopes.envelopeCount).toBe(2);
});

it('refuses visibly when the disk is full', async () => {
  spool.close();
  await rm(join(dir, 'spool.db'));
  spool = openSpool(dir, undefined, { maxPageCount: 12 });
  const large = makeEnvelope('x'.repeat(100_000));
  await expect(spool.envelopes.keepEnvelopes([large])).rejects.toMatchObject({
    code: 'STORAGE_FULL',
  });
  expect(spool.envelopes.envelopeCount).toBe(0);
});

it('remembers for each channel by itself', async () => {
  await spool.memoryOf('a').set('offset', '1');
  await spool.memoryOf('b').set('offset', '2');
  await spool.memoryOf('a').set('offset', '3');
  expect(spool.memoryOf('a').get('offset')).toBe('3');
  expect(spool.memoryOf('b').get('offset')).toBe('2');
  expect(spool.memoryOf('b').get('other')).toBeUndefined();
});
