import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
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
import { createShellTool, showCommand } from './create-shell-tool.ts';

const planted = { OPENCLAW_GATEWAY_TOKEN: 'planted-token', OPENAI_API_KEY: 'planted-key' };

let stateDir: string;
beforeEach(() => {
  stateDir = realpathSync(mkdtempSync(join(tmpdir(), 'openclaw-shell-')));
  mkdirSync(join(stateDir, 'workspaces/main'), { recursive: true });
  execFileSync('/usr/bin/mkfifo', [join(stateDir, 'workspaces/main/ready')]);
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

function start(settings: object = { enabled: true }) {
  const clock = createDrivenClock();
  const controller = new AbortController();
  const config = toolsSection().parse({ shell: settings });
  const shell = createShellTool({
    clock,
    stateDir,
    configured: () => undefined,
    config: () => config.shell,
    env: () => ({ ...process.env, ...planted, LANG: 'de_DE.UTF-8', EDITOR: 'ed' }),
  });
  const tools = [shell.tool];
  const catalogue = createToolCatalogue({
    clock,
    log: silentLog,
    supplies: [{ tools: () => tools }],
    config: () => ({ tools: config, agents: {}, channels: {} }),
  });
  const user = { agentId: 'main', agent: agentEntry().parse({ tools: ['shell'] }) };
  const context = makeToolContext({ signal: controller.signal });
  const run = (command: string, more: object = {}) =>
    catalogue.run({ id: 'c', name: 'shell', arguments: { command, ...more } }, context, user);
  return { shell, run, clock, controller, catalogue, user };
}

/** Waits for a command that writes to the pipe "ready". */
function isReady(): Promise<string> {
  return readFile(join(stateDir, 'workspaces/main/ready'), 'utf8');
}

/** Waits until nothing runs under these numbers; one that has ended and was not buried is gone too. */
async function untilGone(pids: readonly string[]): Promise<void> {
  const runs = (pid: string): boolean => {
    const file = `/proc/${pid}/stat`;
    return existsSync(file) && !/\) [ZX] /.test(readFileSync(file, 'utf8'));
  };
  while (pids.some(runs)) await new Promise((resolve) => setImmediate(resolve));
}

describe('the tool shell', () => {
  it('is off unless it was switched on, and says so', async () => {
    const { run, catalogue, user } = start({});
    expect(await run('echo hello')).toMatchObject({
      isError: true,
      text: expect.stringContaining('tools.shell.enabled') as string,
    });
    expect(catalogue.specs(user)).toEqual([]);
    expect(catalogue.explain(user)).toMatchObject([{ verdict: 'not-available' }]);
  });

  it('asks for each command, shows the whole of it, and is never repeated', () => {
    const { shell, catalogue } = start();
    const command = 'rm -rf ./*';
    expect(shell.tool.asks).toBe('always');
    expect(shell.tool.ask?.({ command }, makeToolContext())).toEqual({
      reason: `Run on this computer: ${command}`,
      always: { command },
    });
    expect(catalogue.isRepeatable('shell', { command })).toBe(false);
  });

  it('hides nothing of a command from whoever allows it', () => {
    expect(showCommand('ls\u202e; rm -rf \u200b/\r#\u001b[2K')).toBe(
      'ls\\u{202e}; rm -rf \\u{200b}/\\u{d}#\\u{1b}[2K',
    );
    expect(showCommand('echo ä\nls')).toBe('echo ä\nls');
  });

  it('runs in the workspace, without input, and tells output and exit code', async () => {
    const { run } = start();
    const { text, isError } = await run('pwd; cat; echo wrong >&2; exit 3');
    expect(isError).toBe(true);
    expect(text).toMatch(/^exit code 3 \(\d+ ms\)\n/);
    expect(text).toContain(join(stateDir, 'workspaces/main'));
    expect(text).toContain('wrong');
    expect(await run('true')).toMatchObject({
      isError: false,
      text: expect.stringContaining('(no output)') as string,
    });
    expect((await run('kill -9 $$')).text).toContain('ended by SIGKILL');
  });

  it('sees PATH, HOME, LANG and what is allowed; no key of the gateway, whatever is allowed', async () => {
    const { run } = start({ enabled: true, env: ['EDITOR', 'OPENCLAW_GATEWAY_TOKEN', 'HOME'] });
    const { text } = await run('env; cat /proc/self/environ; cat /proc/$$/environ');
    expect(text).toContain('EDITOR=ed');
    expect(text).toContain('LANG=de_DE.UTF-8');
    expect(text).toContain(`HOME=${stateDir}`);
    expect(text).not.toContain('planted');
    const names = (await run('env')).text.split('\n').slice(1);
    // PWD, OLDPWD, SHLVL and _ are made by the shell itself.
    const known = /^(PATH|HOME|LANG|EDITOR|PWD|OLDPWD|SHLVL|_)=/;
    expect(names.filter((line) => !known.test(line))).toEqual([]);
  });

  it('would see a key that is not of the gateway when the owner allows it (the control)', async () => {
    const { run } = start({ enabled: true, env: ['OPENAI_API_KEY'] });
    expect((await run('env')).text).toContain('planted-key');
  });

  it('inherits no file that the gateway has open', async () => {
    const name = join(stateDir, 'open-in-the-gateway');
    const file = openSync(name, 'w');
    try {
      const { text } = await start().run('ls -l /proc/self/fd');
      expect(text).toContain('/dev/null');
      expect(text).not.toContain(name);
      expect(text).not.toContain('.db');
    } finally {
      closeSync(file);
    }
  });

  it('keeps the beginning and the end of a long output', async () => {
    const { text } = await start().run(
      'echo first; head -c 1000000 /dev/zero | tr "\\0" x; echo last',
    );
    expect(text.length).toBeLessThanOrEqual(limits.tools.resultChars);
    expect(text).toContain('first\nxxx');
    expect(text).toContain('characters left out');
    expect(text.endsWith('xlast')).toBe(true);
  });

  it('ends a command that says far too much', async () => {
    const { run } = start();
    const { text, isError } = await run('yes yes yes yes yes yes yes yes');
    expect(isError).toBe(true);
    expect(text).toContain('it said too much');
  });

  it('ends a command and its children when the time is up', async () => {
    const { run, clock } = start({ enabled: true, timeoutSeconds: 30 });
    const result = run('sleep 1000 & echo $$ $! > ready; wait');
    const pids = (await isReady()).trim().split(' ');
    await clock.advance(30_000);
    expect((await result).text).toContain('ended after 30 seconds');
    await untilGone(pids);
  });

  it('takes less time when it is told so, and never more than is configured', async () => {
    const { run, clock } = start({ enabled: true, timeoutSeconds: 30 });
    const short = run('echo > ready; sleep 1000', { timeoutSeconds: 5 });
    await isReady();
    await clock.advance(5_000);
    expect((await short).text).toContain('ended after 5 seconds');
    const long = run('echo > ready; sleep 1000', { timeoutSeconds: 500 });
    await isReady();
    await clock.advance(30_000);
    expect((await long).text).toContain('ended after 30 seconds');
  });

  it('kills what does not want to end, with all its children', async () => {
    const { run, clock } = start({ enabled: true, timeoutSeconds: 30 });
    const result = run(
      `trap '' TERM; sh -c 'trap "" TERM; while :; do sleep 1; done' & echo $$ $! > ready; while :; do sleep 1; done`,
    );
    const pids = (await isReady()).trim().split(' ');
    await clock.advance(30_000);
    await clock.advance(limits.shell.graceMs);
    expect((await result).text).toContain('SIGKILL');
    await untilGone(pids);
  });

  it('ends everything when the turn ends', async () => {
    const { run, controller } = start();
    const result = run('sleep 1000 & echo $$ $! > ready; wait');
    const pids = (await isReady()).trim().split(' ');
    controller.abort(new Error('stopped'));
    await expect(result).rejects.toThrow('stopped');
    await untilGone(pids);
  });

  it('ends what is left in the background, and waits for none of it', async () => {
    const { run, clock } = start();
    const result = run('sleep 1000 & echo $! > ready; echo done');
    const pid = (await isReady()).trim();
    // Two timers for the time of the command, and one for what it has left behind.
    while (clock.pendingCount < 3) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(limits.shell.leaveMs);
    expect((await result).text).toContain('done');
    await untilGone([pid]);
  });

  it('kills everything at once when the program ends', async () => {
    const { run, shell } = start();
    const result = run(`trap '' TERM; sleep 1000 & echo $$ $! > ready; wait`);
    const pids = (await isReady()).trim().split(' ');
    shell.close();
    expect((await result).text).toContain('SIGKILL');
    await untilGone(pids);
  });

  it('runs only so many commands at once', async () => {
    const { run, controller } = start();
    const all = Array.from({ length: limits.shell.running }, () => run('sleep 1000'));
    expect(await run('true')).toMatchObject({
      isError: true,
      text: expect.stringContaining('running already') as string,
    });
    controller.abort(new Error('enough'));
    await Promise.allSettled(all);
  });

  it('takes no command that nobody can read', async () => {
    const { run } = start();
    expect((await run('x'.repeat(limits.shell.commandChars + 1))).isError).toBe(true);
    expect((await run('echo \0')).isError).toBe(true);
  });
});
