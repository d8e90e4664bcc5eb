import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendFile, editFile, moveFile, writeFile } from './change-actions.ts';
import { findPlace } from './find-place.ts';
import { openRoot, type Folder, type FolderKind } from './folder.ts';
import { fileParameters, type FileArguments } from './parameters.ts';
import { describeFile, listFiles, readFile } from './read-actions.ts';
import { searchFiles } from './search-files.ts';
import { createWorkspace, type Workspace, type WorkspaceOptions } from './workspace.ts';

const secret = 'the secret of the owner';
let base: string;
let root: string;
let outside: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'openclaw-files-')));
  root = join(base, 'space');
  outside = join(base, 'outside');
  mkdirSync(root);
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret.txt'), secret);
  writeFileSync(join(root, 'mine.txt'), 'mine');
  symlinkSync(outside, join(root, 'linked-folder'));
  symlinkSync(join(outside, 'secret.txt'), join(root, 'linked-file'));
  symlinkSync('linked-folder', join(root, 'link-to-link'));
  symlinkSync(join(outside, 'not-there.txt'), join(root, 'dangling'));
  symlinkSync(join(outside, 'new-folder'), join(root, 'dangling-folder'));
  symlinkSync('loop', join(root, 'loop'));
  linkSync(join(outside, 'secret.txt'), join(root, 'second-name'));
  mkdirSync(join(root, 'inner'));
  symlinkSync('../mine.txt', join(root, 'inner', 'good-link'));
  symlinkSync('/', join(root, 'inner', 'all'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const open = (kind: FolderKind, more: WorkspaceOptions = {}): Workspace =>
  createWorkspace(root, { open: (one, closed) => openRoot(one, kind, closed), ...more });
const args = (given: object): FileArguments => fileParameters().parse({ action: 'read', ...given });
const { signal } = new AbortController();

/** Everything that stands outside, with its content. */
function readOutside(): Record<string, string> {
  const names = readdirSync(outside);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(outside, name), 'utf8')]));
}

const ways = [
  '../outside/secret.txt',
  'inner/../../outside/secret.txt',
  './/..//outside/secret.txt',
  'linked-folder/secret.txt',
  'link-to-link/secret.txt',
  'linked-file',
  'second-name',
  'inner/all/etc/passwd',
  'linked-folder/../secret.txt',
  'dangling',
  'dangling-folder/new.txt',
  'loop',
  'loop/x',
  '/etc/passwd',
  '../space-not/x',
  '..',
  'mine.txt\0.png',
  'a/'.repeat(500),
];

describe.each(['descriptor', 'path'] as const)(
  'a workspace whose folders are held by %s',
  (kind) => {
    it.each(ways)('is not left by %j, whatever is done', async (way) => {
      const workspace = open(kind);
      const before = readOutside();
      const attempts = [
        () => readFile(workspace, args({ path: way })),
        () => listFiles(workspace, args({ path: way }), signal),
        () => searchFiles(workspace, args({ path: way, text: 'secret' }), signal),
        () => writeFile(workspace, args({ path: way, text: 'broken in' })),
        () => appendFile(workspace, args({ path: way, text: 'broken in' })),
        () => editFile(workspace, args({ path: way, old: 'secret', new: 'broken in' })),
      ];
      const said = await Promise.all(
        attempts.map(async (attempt) => {
          try {
            return (await attempt()).text;
          } catch (error) {
            return error instanceof Error ? error.message : 'failed';
          }
        }),
      );
      expect(said.join('\n')).not.toContain(secret);
      expect(said.join('\n')).not.toContain('root:');
      expect(said.join('\n')).not.toContain(base);
      expect(readOutside()).toEqual(before);
    });

    it('is not left by a move, in either direction', async () => {
      const workspace = open(kind);
      const before = readOutside();
      for (const way of ways) {
        const there = existsSync(join(root, 'mine.txt'));
        if (!there) writeFileSync(join(root, 'mine.txt'), 'mine');
        const out = args({ path: 'mine.txt', to: way, overwrite: true });
        await moveFile(workspace, out).catch(() => undefined);
        const into = args({ path: `${way.slice(0, 1_000)}/secret.txt`, to: 'caught.txt' });
        await moveFile(workspace, into).catch(() => undefined);
      }
      expect(readOutside()).toEqual(before);
      expect(existsSync(join(root, 'caught.txt'))).toBe(false);
    });

    it('follows a link that stays inside, and an absolute path into it', async () => {
      const workspace = open(kind);
      expect((await readFile(workspace, args({ path: 'inner/good-link' }))).text).toContain('mine');
      const absolute = args({ path: join(root, 'mine.txt') });
      expect((await readFile(workspace, absolute)).text).toContain('mine');
    });

    it('tells of a link itself without looking where it leads', async () => {
      const { text } = await describeFile(open(kind), args({ path: 'linked-file' }));
      expect(JSON.parse(text)).toMatchObject({ kind: 'link', path: 'linked-file' });
    });

    it('is not left when a folder becomes a link after its path was looked at', async () => {
      const swapped = open(kind, { find: findThenSwap });
      mkdirSync(join(root, 'folder'));
      writeFileSync(join(root, 'folder', 'secret.txt'), 'mine');
      await expect(readFile(swapped, args({ path: 'folder/secret.txt' }))).rejects.toMatchObject({
        code: 'FILE_OUTSIDE',
      });
      await expect(
        writeFile(swapped, args({ path: 'folder/secret.txt', text: 'broken in' })),
      ).rejects.toMatchObject({ code: 'FILE_OUTSIDE' });
      expect(readOutside()).toEqual({ 'secret.txt': secret });
    });

    it('is not left when a folder becomes a link while it is open', async () => {
      mkdirSync(join(root, 'folder'));
      writeFileSync(join(root, 'folder', 'secret.txt'), 'mine');
      const workspace = open(kind);
      const swapping: Workspace = {
        ...workspace,
        withPlace: (given, options, use) =>
          workspace.withPlace(given, options, (place) => {
            swapFolder();
            return use(place);
          }),
      };
      const path = 'folder/secret.txt';
      const read = await readFile(swapping, args({ path })).catch((error: unknown) => error);
      expect(JSON.stringify(read)).not.toContain(secret);
      await writeFile(swapping, args({ path, text: 'broken in' })).catch(() => undefined);
      expect(readOutside()).toEqual({ 'secret.txt': secret });
    });

    it('reads no pipe and waits for none', async () => {
      execFileSync('/usr/bin/mkfifo', [join(root, 'pipe')]);
      await expect(readFile(open(kind), args({ path: 'pipe' }))).rejects.toMatchObject({
        code: 'FILE_WRONG_KIND',
      });
    });

    it('opens no folder that is closed, by whatever name', async () => {
      mkdirSync(join(root, 'inner', 'state'));
      writeFileSync(join(root, 'inner', 'state', 'token'), secret);
      symlinkSync('inner/state', join(root, 'innocent'));
      const workspace = open(kind, { closed: ['inner/state'] });
      for (const path of ['inner/state/token', 'innocent/token', './inner/../inner/state/token'])
        await expect(readFile(workspace, args({ path }))).rejects.toMatchObject({
          code: 'FILE_OUTSIDE',
        });
      const found = await searchFiles(workspace, args({ path: '.', text: 'secret' }), signal);
      expect(found.text).not.toContain(secret);
      for (const path of ['inner', 'inner/state'])
        await expect(
          moveFile(workspace, args({ action: 'move', path, to: 'mine' })),
        ).rejects.toMatchObject({ code: 'FILE_OUTSIDE' });
    });
  },
);

function swapFolder(): void {
  if (existsSync(join(root, 'folder-before'))) return;
  renameSync(join(root, 'folder'), join(root, 'folder-before'));
  symlinkSync(outside, join(root, 'folder'));
}

const findThenSwap: typeof findPlace = async (...question) => {
  const names = await findPlace(...question).catch(() => ['folder', 'secret.txt']);
  swapFolder();
  return names;
};

describe('without its protections (the control: these must reach what is outside)', () => {
  const findNaively: typeof findPlace = (_root, given) => Promise.resolve(given.split('/'));
  const openNaively = (path: string): Promise<Folder> =>
    Promise.resolve({
      kind: 'descriptor',
      path,
      relative: '',
      child: (name) => openNaively(join(path, name)),
      check: () => Promise.resolve(),
      close: () => Promise.resolve(),
    });

  it.each([
    ['the path is not looked at', '../outside/secret.txt'],
    ['links are followed', 'linked-folder/secret.txt'],
    ['links are followed', 'link-to-link/secret.txt'],
  ])('when %s, %s is read and written', async (_what, path) => {
    const workspace = createWorkspace(root, { find: findNaively, open: openNaively });
    rmSync(join(root, 'second-name'));
    expect((await readFile(workspace, args({ path }))).text).toContain(secret);
    await writeFile(workspace, args({ path, text: 'broken in' }));
    expect(readOutside()['secret.txt']).toBe('broken in');
  });

  it('when folders are opened by name, a race reaches it', async () => {
    rmSync(join(root, 'second-name'));
    mkdirSync(join(root, 'folder'));
    const workspace = createWorkspace(root, { find: findThenSwap, open: openNaively });
    const read = await readFile(workspace, args({ path: 'folder/secret.txt' }));
    expect(read.text).toContain(secret);
  });
});

describe('any path at all', () => {
  const name = fc.constantFrom(
    '..',
    '.',
    '',
    'inner',
    'linked-folder',
    'link-to-link',
    'all',
    'mine.txt',
    'secret.txt',
    'loop',
    '~',
    '%2e%2e',
    '..\\outside',
    'outside',
  );
  it('never leads out', async () => {
    const workspace = open('descriptor');
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 8 }), async (names) => {
        const path = names.join('/') || '.';
        const read = await readFile(workspace, args({ path })).catch(() => undefined);
        expect(read?.text ?? '').not.toContain(secret);
        await writeFile(workspace, args({ path, text: 'x' })).catch(() => undefined);
        expect(readOutside()).toEqual({ 'secret.txt': secret });
        expect(readdirSync(base).sort()).toEqual(['outside', 'space']);
      }),
      { numRuns: 200 },
    );
  });
});
