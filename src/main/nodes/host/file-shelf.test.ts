import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileShelf, type FileShelf } from './file-shelf.ts';

let dir: string;
let needed: Set<string>;
const open = (files = 3, bytes = 100): FileShelf =>
  createFileShelf(dir, () => needed, { files, bytes });
const names = async (): Promise<readonly string[]> =>
  (await readdir(join(dir, 'files'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'file-shelf-'));
  needed = new Set();
});
afterEach(() => rm(dir, { recursive: true }));

it('touches no disk before its first use', async () => {
  open();
  expect(await readdir(dir)).toEqual([]);
});

it('keeps a file once, over a restart, and gives it back until it is dropped', async () => {
  const first = open();
  const hash = await first.keep(Buffer.from('picture'));
  expect(await first.keep(Buffer.from('picture'))).toBe(hash);
  needed.add(hash);
  const second = open();
  expect(String(await second.read(hash))).toBe('picture');
  await second.drop([hash, hash, 'never-there']);
  expect(await second.read(hash)).toBeUndefined();
  expect(await names()).toEqual([]);
});

it('removes what a crash has left and no message names', async () => {
  const first = open();
  const kept = await first.keep(Buffer.from('named'));
  await first.keep(Buffer.from('confirmed to nobody'));
  await writeFile(join(dir, 'files', '.half-written'), 'x');
  needed.add(kept);
  expect(String(await open().read(kept))).toBe('named');
  expect(await names()).toEqual([kept]);
});

it('refuses visibly when it is full, by count and by bytes, and has room again', async () => {
  const shelf = open(2, 100);
  const one = await shelf.keep(Buffer.from('one'));
  await expect(shelf.keep(Buffer.alloc(98))).rejects.toMatchObject({ code: 'FILE_SPOOL_FULL' });
  await shelf.keep(Buffer.from('two'));
  await expect(shelf.keep(Buffer.from('three'))).rejects.toMatchObject({ code: 'FILE_SPOOL_FULL' });
  // What is there needs no room.
  expect(await shelf.keep(Buffer.from('one'))).toBe(one);
  await shelf.drop([one]);
  await shelf.keep(Buffer.from('three'));
});
