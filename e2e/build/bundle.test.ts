import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { builtinModules, createRequire } from 'node:module';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const out = path.join(root, 'out');
/** Each program with the packages it may reach; everything else is in the bundle. */
const programs = [
  { name: 'headless', packages: ['better-sqlite3'] },
  { name: 'node-host', packages: ['better-sqlite3'] },
  { name: 'cli', packages: ['better-sqlite3'] },
  { name: 'heavy-reads-worker', packages: ['better-sqlite3'] },
  { name: 'page-reader-worker', packages: [] },
  { name: 'sandbox-host', packages: ['isolated-vm'] },
  { name: 'browser-worker', packages: ['playwright-core'] },
];

/** What a library's wrapper for another kind of loader names; these are no packages. */
const amd: ReadonlySet<string> = new Set(['require', 'exports', 'module']);

/** Every chunk a program can reach, static and lazy imports alike. */
function reach(entry: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    const text = readFileSync(file, 'utf8');
    found.set(file, text);
    for (const specifier of specifiersOf(text)) {
      if (specifier.startsWith('.')) visit(path.resolve(path.dirname(file), specifier));
    }
  };
  visit(entry);
  return found;
}

/** What a file imports, exports from, imports lazily or requires; not what its comments mention. */
function specifiersOf(text: string): readonly string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

describe('the bundle', () => {
  it('is there: run "npm run build" before these tests', () => {
    const files = ['main/index.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html'];
    expect(files.filter((file) => !existsSync(path.join(out, file)))).toEqual([]);
  });

  it.each(programs)(
    '$name reaches no Electron, and no package but $packages',
    ({ name, packages }) => {
      const outside = new Set<string>();
      for (const text of reach(path.join(out, 'main', `${name}.js`)).values()) {
        for (const specifier of specifiersOf(text)) {
          if (!specifier.startsWith('.') && !specifier.startsWith('node:')) outside.add(specifier);
        }
      }
      const reached = [...outside].filter((one) => !builtinModules.includes(one) && !amd.has(one));
      expect(reached.filter((one) => !packages.includes(one))).toEqual([]);
    },
  );

  it('has a preload script that a sandbox can load: one CommonJS file', () => {
    expect(readdirSync(path.join(out, 'preload'))).toEqual(['index.cjs']);
    const text = readFileSync(path.join(out, 'preload/index.cjs'), 'utf8');
    const required = [...text.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name);
    expect([...new Set(required)]).toEqual(['electron']);
  });

  it('names no place on the machine that built it', () => {
    const places = [root.replace(/\/$/, ''), ...(os.homedir().length > 6 ? [os.homedir()] : [])];
    const naming = readdirSync(out, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(js|cjs|html|css|json)$/.test(file) && !/^(test|\.cache)/.test(file))
      .filter((file) => {
        const text = readFileSync(path.join(out, file), 'utf8');
        return places.some((place) => text.includes(place));
      });
    expect(naming).toEqual([]);
  });

  it('has compressed neighbours for the files of the interface', () => {
    const assets = readdirSync(path.join(out, 'renderer/assets'));
    const scripts = assets.filter((file) => file.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(0);
    const big = scripts.filter(
      (file) => readFileSync(path.join(out, 'renderer/assets', file)).length > 1_024,
    );
    for (const file of big)
      expect(assets).toEqual(expect.arrayContaining([`${file}.br`, `${file}.gz`]));
  });
});

describe('where Electron does not exist', () => {
  let copy: string;
  beforeAll(async () => {
    copy = await mkdtemp(path.join(tmpdir(), 'openclaw-alone-'));
    await cp(path.join(root, 'bin'), path.join(copy, 'bin'), { recursive: true });
    await cp(path.join(out, 'main'), path.join(copy, 'out/main'), { recursive: true });
    await cp(
      path.join(root, 'node_modules/better-sqlite3'),
      path.join(copy, 'node_modules/better-sqlite3'),
      { recursive: true, filter: (file) => !/\/(deps|src)(\/|$)/.test(file) },
    );
    await writeFile(path.join(copy, 'package.json'), '{"type":"module"}');
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  it('cannot find it (else the next test would prove nothing)', () => {
    const require = createRequire(path.join(copy, 'out/main/cli.js'));
    expect(() => require.resolve('electron')).toThrow();
    expect(() => require.resolve('zod')).toThrow();
  });

  it('starts the gateway and answers', async () => {
    const args = ['gateway', '--state-dir', path.join(copy, 'state'), '--port', '0', '--json'];
    const child = spawn(process.execPath, [path.join(copy, 'bin/openclaw.mjs'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (data: Buffer) => resolve(data.toString()));
      child.once('exit', (code) => reject(new Error(`it ended with ${code ?? 'a signal'}`)));
    });
    const { port } = JSON.parse(line) as { port: number };
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await answer.json()).toMatchObject({ ok: true });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('would fail with Electron in its way: a planted import is noticed', async () => {
    const planted = path.join(copy, 'out/main/planted.js');
    await writeFile(planted, "import 'electron';\n");
    expect([...reach(planted).values()].flatMap(specifiersOf)).toEqual(['electron']);
    await rm(planted);
  });
});
