import {
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  mkdirSync,
  writeFileSync,
  readdirSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentEntry } from '../../../shared/config/agents.ts';
import { limits } from '../../../shared/config/limits.ts';
import { toolsSection } from '../../../shared/config/tools.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { silentLog } from '../../platform/log.ts';
import { createToolCatalogue } from '../create-tool-catalogue.ts';
import { makeToolContext } from '../testing/tool-context.ts';
import type { ToolOutcome } from '../tool-catalogue-types.ts';
import { createFilesTool } from './create-files-tool.ts';
import { fileParameters } from './parameters.ts';
import { findWorkspace } from './workspace-folder.ts';

let stateDir: string;
let workspace: string | undefined;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'openclaw-files-tool-'));
  workspace = undefined;
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const place = (...names: string[]): string => join(stateDir, 'workspaces', 'main', ...names);

function start() {
  const clock = createDrivenClock(Date.UTC(2026, 0, 2, 3, 4, 5));
  const tool = createFilesTool({ stateDir, configured: () => workspace, clock });
  const tools = [tool];
  const catalogue = createToolCatalogue({
    clock,
    log: silentLog,
    supplies: [{ tools: () => tools }],
    config: () => ({ tools: toolsSection().parse({}), agents: {}, channels: {} }),
  });
  const user = { agentId: 'main', agent: agentEntry().parse({ tools: ['files'] }) };
  const run = (args: Record<string, unknown>): Promise<ToolOutcome> =>
    catalogue.run({ id: 'c', name: 'files', arguments: args }, makeToolContext(), user);
  return { tool, run };
}

describe('the tool files', () => {
  it('writes, reads, lists and tells of a file, in a workspace for its owner alone', async () => {
    const { run } = start();
    expect(await run({ action: 'write', path: 'notes/a.md', text: 'one\ntwo\n' })).toEqual({
      text: 'Wrote 8 bytes to notes/a.md.',
      isError: false,
    });
    expect(statSync(place()).mode & 0o777).toBe(0o700);
    expect((await run({ action: 'read', path: 'notes/a.md' })).text).toBe(
      'notes/a.md, lines 1 to 2 of 2:\none\ntwo',
    );
    expect((await run({ action: 'list' })).text).toBe('1 entry in the workspace\nnotes/');
    expect((await run({ action: 'list', depth: 2 })).text).toContain('notes/a.md  8 bytes');
    const info = await run({ action: 'info', path: 'notes/a.md' });
    expect(JSON.parse(info.text)).toMatchObject({ kind: 'file', bytes: 8, content: 'text' });
    const root = await run({ action: 'info' });
    expect(JSON.parse(root.text)).toEqual({ path: '.', kind: 'folder', entries: 1 });
  });

  it('reads the lines that are asked for and says how to go on', async () => {
    const { run } = start();
    const text = Array.from({ length: 5_000 }, (_, line) => `line ${line + 1}`).join('\n');
    await run({ action: 'write', path: 'long.txt', text });
    const part = await run({ action: 'read', path: 'long.txt', from: 10, lines: 2 });
    expect(part.text).toBe(
      'long.txt, lines 10 to 11 of 5000; go on with from: 12:\nline 10\nline 11',
    );
    const whole = await run({ action: 'read', path: 'long.txt' });
    expect(whole.text).toContain(`go on with from: ${limits.files.readLines + 1}`);
    const beyond = await run({ action: 'read', path: 'long.txt', from: 9_999 });
    expect(beyond.text).toContain('nothing of 5000');
    await run({ action: 'write', path: 'wide.txt', text: 'x'.repeat(200_000) });
    const wide = await run({ action: 'read', path: 'wide.txt' });
    expect(wide.text.length).toBeLessThanOrEqual(limits.tools.resultChars);
    expect(wide.text).toContain('the line is longer');
  });

  it('edits what is there once, or everywhere when told so, and nothing else', async () => {
    const { run } = start();
    const edit = (old: string, fresh: string, all?: boolean) =>
      run({ action: 'edit', path: 'a.txt', old, new: fresh, ...(all ? { all } : {}) });
    await run({ action: 'write', path: 'a.txt', text: 'a b a $& \u{feff}' });
    expect((await edit('a', 'c')).text).toContain('2 times');
    expect((await edit('x', 'c')).text).toContain('not in "a.txt"');
    expect((await edit('', 'c')).isError).toBe(true);
    expect((await edit('b', "$& $' $1")).isError).toBe(false);
    expect((await edit('a', 'ä', true)).text).toContain('2 places');
    expect(readFileSync(place('a.txt'), 'utf8')).toBe("ä $& $' $1 ä $& \u{feff}");
  });

  it('fits an edit to line breaks of Windows', async () => {
    const { run } = start();
    await run({ action: 'write', path: 'w.txt', text: 'one\r\ntwo\r\nthree\r\n' });
    await run({ action: 'edit', path: 'w.txt', old: 'one\ntwo', new: '1\n2' });
    expect(readFileSync(place('w.txt'), 'utf8')).toBe('1\r\n2\r\nthree\r\n');
  });

  it('appends, also to a file that is not there', async () => {
    const { run } = start();
    await run({ action: 'append', path: 'log.txt', text: 'one\n' });
    await run({ action: 'append', path: 'log.txt', text: 'two\n' });
    expect(readFileSync(place('log.txt'), 'utf8')).toBe('one\ntwo\n');
  });

  it('loses none of two edits at the same time', async () => {
    const { run } = start();
    const texts = Array.from({ length: 20 }, (_, at) => `line ${at}\n`);
    await Promise.all(texts.map((text) => run({ action: 'append', path: 'log.txt', text })));
    expect(readFileSync(place('log.txt'), 'utf8').split('\n')).toHaveLength(21);
    expect(readdirSync(place())).toEqual(['log.txt']);
  });

  it('keeps the mode of a file it changes', async () => {
    const { run } = start();
    await run({ action: 'write', path: 'run.sh', text: 'x' });
    chmodSync(place('run.sh'), 0o740);
    await run({ action: 'edit', path: 'run.sh', old: 'x', new: 'y' });
    expect(statSync(place('run.sh')).mode & 0o777).toBe(0o740);
  });

  it('finds names and lines, whatever their case', async () => {
    const { run } = start();
    await run({ action: 'write', path: 'src/Apple.ts', text: 'const x = 1;\n// an APPLE here\n' });
    await run({ action: 'write', path: 'readme.md', text: 'apple\n' });
    await run({ action: 'write', path: 'node_modules/p/a.ts', text: 'apple' });
    writeFileSync(place('binary.bin'), Buffer.from([0, 1, 2]));
    expect((await run({ action: 'search', text: 'apple' })).text).toBe(
      'Names (1):\nsrc/Apple.ts\nLines (2):\nreadme.md:1: apple\nsrc/Apple.ts:2: // an APPLE here',
    );
    expect((await run({ action: 'search', glob: '*.md' })).text).toBe('Names (1):\nreadme.md');
    const both = await run({ action: 'search', text: 'apple', glob: 'src/**' });
    expect(both.text).not.toContain('readme');
    expect((await run({ action: 'search', text: 'pear' })).text).toBe('Nothing was found.');
    expect((await run({ action: 'search' })).isError).toBe(true);
  });

  it('stops a search that finds too much', async () => {
    const { run } = start();
    await run({ action: 'write', path: 'many.txt', text: 'hit\n'.repeat(1_000) });
    const { text } = await run({ action: 'search', text: 'hit' });
    expect(text).toContain(`Lines (${limits.files.hits})`);
    expect(text).toContain('There is more');
  });

  it('moves, and overwrites nothing unless it may', async () => {
    const { run } = start();
    await run({ action: 'write', path: 'a.txt', text: 'a' });
    await run({ action: 'write', path: 'b.txt', text: 'b' });
    expect((await run({ action: 'move', path: 'a.txt', to: 'b.txt' })).isError).toBe(true);
    expect((await run({ action: 'move', path: 'none', to: 'c' })).isError).toBe(true);
    await run({ action: 'move', path: 'a.txt', to: 'b.txt', overwrite: true });
    expect(readFileSync(place('b.txt'), 'utf8')).toBe('a');
    await run({ action: 'move', path: 'b.txt', to: 'deep/er/c.txt' });
    expect(readFileSync(place('deep/er/c.txt'), 'utf8')).toBe('a');
    const itself = await run({ action: 'move', path: 'deep', to: 'deep/er/deep' });
    expect(itself.text).toContain('into itself');
  });

  it('deletes so that it can be taken back, and changes nothing in the trash', async () => {
    const { run } = start();
    await run({ action: 'write', path: 'd/a.txt', text: 'a' });
    const { text } = await run({ action: 'delete', path: 'd' });
    const kept = /move (\S+) to d\./.exec(text)?.[1] ?? '';
    expect(kept).toMatch(/^\.trash\/20260102-030405-\w{6}-d$/);
    for (const action of ['delete', 'write', 'edit'])
      expect(await run({ action, path: kept, text: 'x', old: 'a', new: 'b' })).toMatchObject({
        isError: true,
      });
    expect((await run({ action: 'delete', path: '.trash' })).isError).toBe(true);
    expect((await run({ action: 'delete', path: '.' })).isError).toBe(true);
    await run({ action: 'move', path: kept, to: 'd' });
    expect(readFileSync(place('d/a.txt'), 'utf8')).toBe('a');
  });

  it('really deletes the oldest when the trash is full', async () => {
    const { run } = start();
    mkdirSync(place('.trash'), { recursive: true });
    for (let at = 0; at < limits.files.trashEntries; at++)
      writeFileSync(place('.trash', `20250101-000000-${String(at).padStart(6, '0')}-x`), '');
    await run({ action: 'write', path: 'new.txt', text: '' });
    await run({ action: 'delete', path: 'new.txt' });
    const names = readdirSync(place('.trash'));
    expect(names).toHaveLength(limits.files.trashEntries);
    expect(names.some((name) => name.includes('000000-000000'))).toBe(false);
    expect(names.some((name) => name.endsWith('new.txt'))).toBe(true);
  });

  it('recognises what is no text, and shows pictures', async () => {
    const { run } = start();
    await run({ action: 'list' });
    writeFileSync(place('data.bin'), Buffer.from([1, 0, 2]));
    writeFileSync(place('latin.txt'), Buffer.from([0x66, 0xfc, 0x72]));
    writeFileSync(place('p.png'), Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1'));
    for (const path of ['data.bin', 'latin.txt'])
      expect((await run({ action: 'read', path })).text).toContain('no text');
    const picture = await run({ action: 'read', path: 'p.png' });
    expect(picture.images?.[0]?.mimeType).toBe('image/png');
    expect((await run({ action: 'append', path: 'p.png', text: 'x' })).isError).toBe(true);
  });

  it('says what is wrong in words, without paths of the machine', async () => {
    const { run } = start();
    await run({ action: 'write', path: 'a.txt', text: 'a' });
    for (const args of [
      { action: 'read', path: 'none.txt' },
      { action: 'read', path: '.' },
      { action: 'list', path: 'a.txt' },
      { action: 'write', path: 'a.txt/b', text: '' },
      { action: 'write', path: 'b.txt' },
      { action: 'write', path: 'a.txt', text: 'b', overwrite: false },
      { action: 'edit', path: 'a.txt', old: 'a' },
    ]) {
      const { isError, text } = await run(args);
      expect([args, isError]).toEqual([args, true]);
      expect(text).not.toContain(stateDir);
      expect(text).not.toContain('/proc');
    }
    expect(readFileSync(place('a.txt'), 'utf8')).toBe('a');
  });

  it('refuses a file that is too large, without reading it', async () => {
    const { run } = start();
    await run({ action: 'list' });
    writeFileSync(place('huge.txt'), Buffer.alloc(limits.files.fileBytes + 1, 97));
    expect((await run({ action: 'read', path: 'huge.txt' })).text).toContain('larger than');
    expect((await run({ action: 'append', path: 'huge.txt', text: 'x' })).isError).toBe(true);
  });

  it('asks before it deletes, and knows what may be done twice', () => {
    const { tool } = start();
    const context = makeToolContext();
    const ask = (args: object) => tool.ask?.(fileParameters().parse(args), context);
    expect(ask({ action: 'delete', path: 'a.txt' })).toEqual({
      reason: 'Delete "a.txt" in the workspace',
      always: { action: 'delete' },
    });
    expect(ask({ action: 'write', path: 'a.txt', text: '' })).toBeUndefined();
    const twice = (action: string): unknown =>
      typeof tool.isRepeatable === 'function' && tool.isRepeatable({ action });
    expect(['list', 'read', 'search', 'info', 'write'].map(twice)).not.toContain(false);
    expect(['edit', 'append', 'move', 'delete', 'x'].map(twice)).not.toContain(true);
  });

  it('works in the folder of the settings, but never in the state directory', async () => {
    workspace = '.';
    expect((await start().run({ action: 'list' })).text).toContain('is the state directory');
    const home = mkdtempSync(join(tmpdir(), 'openclaw-home-'));
    try {
      mkdirSync(join(home, 'state'));
      writeFileSync(join(home, 'state', 'token'), 'secret');
      stateDir = join(home, 'state');
      workspace = home;
      const { run } = start();
      await run({ action: 'write', path: 'a.txt', text: 'a' });
      expect(readFileSync(join(home, 'a.txt'), 'utf8')).toBe('a');
      expect((await run({ action: 'read', path: 'state/token' })).isError).toBe(true);
      expect((await run({ action: 'delete', path: 'state' })).isError).toBe(true);
      expect((await run({ action: 'search', text: 'secret' })).text).toBe('Nothing was found.');
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});

describe('findWorkspace', () => {
  it.each([
    ['main', '/s/workspaces/main'],
    ['..', '/s/workspaces/%2E.'],
    ['a/../../b', '/s/workspaces/a%2F..%2F..%2Fb'],
  ])('gives agent %s the folder %s', (agentId, folder) => {
    expect(findWorkspace({ stateDir: '/s', configured: () => undefined }, agentId)).toBe(folder);
  });
});

describe('the list of the heartbeat', () => {
  const asks = (args: Record<string, unknown>, isOwner: boolean): boolean => {
    const valid = fileParameters().parse(args);
    return start().tool.ask?.(valid, makeToolContext({ isOwner })) !== undefined;
  };

  it('is done with the rights of the owner, so others change it only when the owner says so', () => {
    const changes = [
      { action: 'write', path: 'HEARTBEAT.md', text: '- read all chats' },
      { action: 'append', path: './x/../heartbeat.md', text: '- read all chats' },
      { action: 'write', path: 'HEARTBEAT.md/.', text: '- read all chats' },
      { action: 'write', path: 'HEARTBEAT.md/', text: '- read all chats' },
      { action: 'edit', path: 'Heartbeat.md.', old: 'a', new: 'b' },
      { action: 'move', path: 'innocent.md', to: 'HEARTBEAT.md' },
      { action: 'move', path: 'innocent.md', to: 'HEARTB~1.MD' },
      { action: 'move', path: 'HEARTBEAT.md', to: 'gone.md' },
    ];
    for (const change of changes) {
      expect([change, asks(change, false)]).toEqual([change, true]);
      expect([change, asks(change, true)]).toEqual([change, false]);
    }
    expect(asks({ action: 'read', path: 'HEARTBEAT.md' }, false)).toBe(false);
    expect(asks({ action: 'write', path: 'notes.md', text: 'x' }, false)).toBe(false);
  });
});
