import { mkdtempSync, rmSync, utimesSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBlobFiles } from './blob-files.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'openclaw-blobs-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const old = new Date(2_000);

function age(hash: string): void {
  utimesSync(join(dir, hash.slice(0, 2), hash), old, old);
}

describe('files by their content', () => {
  it('are stored once and come back whole', async () => {
    const blobs = createBlobFiles(dir);
    const [one, two] = [await blobs.put(bytes('picture')), await blobs.put(bytes('picture'))];
    expect(one).toBe(two);
    expect(String(await blobs.get(one))).toBe('picture');
    expect(readdirSync(join(dir, one.slice(0, 2)))).toEqual([one]);
  });

  it('are not looked for by anything but such a name', async () => {
    const blobs = createBlobFiles(dir);
    expect(await blobs.get('../../etc/passwd')).toBeUndefined();
    expect(await blobs.get('a'.repeat(64))).toBeUndefined();
  });

  it('go when they are old and nobody needs them', async () => {
    const blobs = createBlobFiles(dir);
    const [needed, lost, young, again] = await Promise.all(
      ['needed', 'lost', 'young', 'again'].map((text) => blobs.put(bytes(text))),
    );
    for (const hash of [needed, lost, again]) age(hash ?? '');
    // Somebody sends it once more: it is young again.
    await blobs.put(bytes('again'));
    expect(await blobs.prune(10_000, (hash) => hash === needed)).toBe(1);
    expect(await blobs.get(lost ?? '')).toBeUndefined();
    for (const hash of [needed, young, again]) expect(await blobs.get(hash ?? '')).toBeDefined();
  });

  it('are listed with their sizes, found and removed one by one', async () => {
    const blobs = createBlobFiles(dir);
    const hash = await blobs.put(bytes('picture'));
    age(hash);
    expect(await blobs.list()).toEqual([{ hash, sizeBytes: 7 }]);
    expect(await blobs.has(hash)).toBe(true);
    expect(await blobs.prune(10_000, () => false)).toBe(0);
    await blobs.remove(hash);
    await blobs.remove('../../etc/passwd');
    expect([await blobs.has(hash), await blobs.has('..'), await blobs.list()]).toEqual([
      false,
      false,
      [],
    ]);
  });

  it('need no folder before the first of them', async () => {
    expect(await createBlobFiles(join(dir, 'none')).prune(1, () => false)).toBe(0);
  });
});
