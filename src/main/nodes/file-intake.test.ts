import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../platform/connection.ts';
import { createFileIntake, type FileIntake } from './file-intake.ts';

const hashOf = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
/** Only who it is counts here. */
const connect = (): Connection => ({}) as Connection;

let stored: Map<string, Buffer>;
let puts: number;
let intake: FileIntake;
let connection: Connection;

beforeEach(() => {
  stored = new Map();
  puts = 0;
  connection = connect();
  intake = createFileIntake({
    has: (hash) => Promise.resolve(stored.has(hash)),
    put(data) {
      puts += 1;
      stored.set(hashOf(data), Buffer.from(data));
      return Promise.resolve(hashOf(data));
    },
  });
});

function take(
  file: Buffer,
  offset: number,
  end: number,
  part: { hash?: string; from?: Connection; sizeBytes?: number } = {},
): Promise<number> {
  const { hash = hashOf(file), from = connection, sizeBytes = file.byteLength } = part;
  const data = file.subarray(offset, end).toString('base64');
  return intake.take({ hash, sizeBytes, offset, data }, from);
}

const file = Buffer.from('0123456789');

describe('a file from a host', () => {
  it('is stored when it is whole, however it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 500 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 5 }),
        async (bytes, lengths) => {
          const data = Buffer.from(bytes);
          const from = connect();
          for (let offset = 0, n = 0; offset < data.byteLength; n += 1)
            offset = await take(data, offset, offset + (lengths[n] ?? 500), { from });
          expect(stored.get(hashOf(data))).toEqual(data);
        },
      ),
    );
  });

  it('is not sent a second time', async () => {
    await take(file, 0, 10);
    expect(await take(file, 0, 3)).toBe(10);
    expect(puts).toBe(1);
  });

  it('goes on where it stopped, when an answer was lost or a piece comes again', async () => {
    await take(file, 0, 4);
    await take(file, 4, 6);
    expect(await take(file, 0, 4)).toBe(6);
    expect(await take(file, 8, 10)).toBe(6);
    expect(await take(file, 6, 10)).toBe(10);
    expect(stored.size).toBe(1);
  });

  it('begins anew on another connection, and after another file', async () => {
    await take(file, 0, 4);
    expect(await take(file, 4, 10, { from: connect() })).toBe(0);
    await take(Buffer.from('other'), 0, 2);
    expect(await take(file, 4, 10)).toBe(0);
    expect(stored.size).toBe(0);
  });

  it('is refused when it is not what it is called, and may come again', async () => {
    const wrong = { hash: hashOf(Buffer.from('else')) };
    await expect(take(file, 0, 10, wrong)).rejects.toMatchObject({ code: 'FILE_BROKEN' });
    await expect(take(file, 0, 10, { sizeBytes: 5 })).rejects.toMatchObject({
      code: 'FILE_BROKEN',
    });
    expect(stored.size).toBe(0);
    expect(await take(file, 0, 10)).toBe(10);
  });
});
