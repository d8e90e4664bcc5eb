import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { diskFiles } from './files.ts';
import { readGraph } from './graph.ts';
import { createMemoryFiles } from './memory-files.ts';
import { resolveTree } from './resolve.ts';
import { toPlain, treeAt, type Tree } from './tree.ts';

async function load(files: Record<string, string>): Promise<Tree> {
  const texts = Object.entries(files).map(([name, text]) => [join('/c', name), text] as const);
  const graph = await readGraph('/c/openclaw.json', createMemoryFiles(new Map(texts)));
  const tree = resolveTree(graph);
  if (!tree) throw new Error('no root');
  return tree;
}

function faultAt(tree: Tree, ...path: string[]): string | undefined {
  const found = treeAt(tree, path);
  return found?.kind === 'broken' ? found.fault.code : undefined;
}

describe('what is put together', () => {
  it('a string replaces the object, settings beside it win', async () => {
    const tree = await load({
      'openclaw.json':
        '{ x: { $include: "./x.json5", a: 1, deep: { l: [9] } }, list: { $include: "./l.json5" } }',
      'x.json5': '{ a: 0, b: 0, deep: { l: [1], m: 1 } }',
      'l.json5': '[1, 2]',
    });
    expect(toPlain(tree)).toEqual({ x: { a: 1, b: 0, deep: { l: [9], m: 1 } }, list: [1, 2] });
  });

  it('a list is merged in order: objects by key, lists after each other', async () => {
    const tree = await load({
      'openclaw.json': '{ $include: ["./1.json5", "./2.json5"], z: 1 }',
      '1.json5': '{ l: [1], o: { a: 1, b: 1 }, s: "one" }',
      '2.json5': '{ l: [2], o: { b: 2 }, s: "two" }',
    });
    expect(toPlain(tree)).toEqual({ l: [1, 2], o: { a: 1, b: 2 }, s: 'two', z: 1 });
  });

  it('names are relative to the file they stand in', async () => {
    const tree = await load({
      'openclaw.json': '{ x: { $include: "sub/a.json5" } }',
      'sub/a.json5': '{ y: { $include: "./b.json5" }, z: { $include: "../c.json5" } }',
      'sub/b.json5': '1',
      'c.json5': '2',
    });
    expect(toPlain(tree)).toEqual({ x: { y: 1, z: 2 } });
  });
});

describe('what is refused stays in its place', () => {
  it.each([
    ['a file that is not there', '"./no.json5"', 'CONFIG_INCLUDE_MISSING'],
    ['a file outside', '"../other.json5"', 'CONFIG_INCLUDE_OUTSIDE'],
    ['an absolute path outside', '"/etc/passwd"', 'CONFIG_INCLUDE_OUTSIDE'],
    ['a number', '7', 'CONFIG_INCLUDE_INVALID'],
    ['an empty list', '[]', 'CONFIG_INCLUDE_INVALID'],
    ['an empty name', '""', 'CONFIG_INCLUDE_INVALID'],
    ['a name with a zero', '"a\\0b"', 'CONFIG_INCLUDE_INVALID'],
    ['the file itself', '"./openclaw.json"', 'CONFIG_INCLUDE_CYCLE'],
    ['a file that does not parse', '"./bad.json5"', 'CONFIG_INCLUDE_UNPARSABLE'],
    [
      'a list merged with an object',
      '["./list.json5", "./object.json5"]',
      'CONFIG_INCLUDE_NOT_OBJECT',
    ],
  ])('%s', async (_, include, code) => {
    const tree = await load({
      'openclaw.json': `{ bad: { $include: ${include} }, good: 1 }`,
      'bad.json5': '{\n x',
      'list.json5': '[]',
      'object.json5': '{}',
    });
    expect(faultAt(tree, 'bad')).toBe(code);
    expect(treeAt(tree, ['good'])).toMatchObject({ value: 1 });
  });

  it('names the whole circle', async () => {
    const tree = await load({
      'openclaw.json': '{ a: { $include: "./a.json5" } }',
      'a.json5': '{ b: { $include: "./b.json5" } }',
      'b.json5': '{ c: { $include: "./a.json5" } }',
    });
    const found = treeAt(tree, ['a', 'b', 'c']);
    expect(found?.kind === 'broken' && found.fault.message).toContain(
      'a.json5 → b.json5 → a.json5',
    );
  });

  it('takes ten levels and refuses the eleventh', async () => {
    const files: Record<string, string> = { 'openclaw.json': '{ x: { $include: "./1.json5" } }' };
    for (let level = 1; level <= 11; level += 1) {
      files[`${level}.json5`] = `{ x: { $include: "./${level + 1}.json5" } }`;
    }
    files['12.json5'] = '{}';
    const tree = await load(files);
    const path = (length: number): string[] => Array.from({ length }, () => 'x');
    expect(faultAt(tree, ...path(10))).toBeUndefined();
    expect(faultAt(tree, ...path(11))).toBe('CONFIG_INCLUDE_DEPTH');
  });

  it('ends when files that include each other often would make a huge tree', async () => {
    const files: Record<string, string> = {};
    for (let level = 0; level < 10; level += 1) {
      const includes = Array.from(
        { length: 20 },
        (_, key) => `k${key}: { $include: "./${level + 1}.json5" }`,
      );
      files[level === 0 ? 'openclaw.json' : `${level}.json5`] = `{ ${includes.join(', ')} }`;
    }
    files['10.json5'] = '{}';
    const tree = await load(files);
    expect(JSON.stringify(toPlain(tree)).length).toBeLessThan(limits.config.includes * 400);
    expect(faultAt(tree, 'k19')).toBe('CONFIG_TOO_MANY_FILES');
  });

  it('a key that is there twice breaks that key only', async () => {
    const tree = await load({ 'openclaw.json': '{ a: { x: 1, x: 2, y: 3 }, b: 1 }' });
    const found = treeAt(tree, ['a', 'x']);
    expect(found).toMatchObject({ kind: 'broken', fault: { code: 'CONFIG_KEY_DUPLICATE' } });
    expect(treeAt(tree, ['a', 'y'])).toMatchObject({ value: 3 });
  });
});

describe('on a real disk', () => {
  let base = '';
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'openclaw-links-'));
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  const put = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(base, name)), { recursive: true });
    await writeFile(join(base, name), text);
  };
  const loadDisk = async (folder: string): Promise<Tree | undefined> =>
    resolveTree(await readGraph(join(base, folder, 'openclaw.json'), diskFiles));

  it('follows links inside the folder and none out of it', async () => {
    await put('outside/secret.json5', '{ stolen: true }');
    await put('c/inside.json5', '1');
    await put(
      'c/openclaw.json',
      '{ in: { $include: "./in.json5" }, out: { $include: "./out.json5" }, far: { $include: "./folder/secret.json5" } }',
    );
    await symlink(join(base, 'c/inside.json5'), join(base, 'c/in.json5'));
    await symlink(join(base, 'outside/secret.json5'), join(base, 'c/out.json5'));
    await symlink(join(base, 'outside'), join(base, 'c/folder'));
    const tree = await loadDisk('c');
    expect(tree && toPlain(tree)).toEqual({ in: 1, out: null, far: null });
    expect(tree && faultAt(tree, 'out')).toBe('CONFIG_INCLUDE_OUTSIDE');
    expect(tree && faultAt(tree, 'far')).toBe('CONFIG_INCLUDE_OUTSIDE');
  });

  it('works when the folder itself is reached by a link', async () => {
    await put('real/openclaw.json', '{ x: { $include: "./x.json5" } }');
    await put('real/x.json5', '1');
    await symlink(join(base, 'real'), join(base, 'c'));
    const tree = await loadDisk('c');
    expect(tree && toPlain(tree)).toEqual({ x: 1 });
  });
});
