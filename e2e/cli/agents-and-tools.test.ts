import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, type CliResult } from '../support/run-cli.ts';
import { createScene, type Scene } from '../support/scene.ts';

const planted = { OPENCLAW_PLANTED: 'planted-secret', PLANTED_KEY: 'planted-secret' };

let scene: Scene;
beforeAll(async () => {
  scene = await createScene({
    config: {
      agents: {
        assistant: { model: 'test/echo', default: true, tools: ['@standard', '!browser', 'shel'] },
        local: { model: 'offline/assistant' },
        silent: { model: 'test/error' },
        lost: { model: 'nowhere/x' },
        off: { enabled: false },
      },
      channels: { web: { tools: ['clock'] } },
      tools: { deny: ['web_*'], shell: { enabled: true, env: ['EDITOR'] } },
    },
    provider: { requestTimeoutSeconds: 5 },
    start: { env: { ...planted, EDITOR: 'ed' } },
  });
});
afterAll(() => scene.dispose());

const cli = (...args: string[]): Promise<CliResult> => runCli(args, { stateDir: scene.stateDir });
const json = async (...args: string[]): Promise<unknown> =>
  JSON.parse((await cli(...args, '--json')).out) as unknown;

describe('openclaw agents', () => {
  it('lists those that can answer', async () => {
    const { out, code } = await cli('agents', 'list');
    expect(code).toBe(0);
    expect(out).toMatch(/assistant +yes +test\/echo/);
    expect(out).not.toMatch(/^off /m);
  });

  it('says in one screen that an agent works', async () => {
    const { out, code } = await cli('agents', 'test', 'local');
    expect(out).toMatch(/ok +answer .*offline\/assistant: "/);
    expect(out).toMatch(/ok +use of a tool +it called a tool and used the result/);
    expect(out).toContain('It works.');
    expect(out.split('\n').length).toBeLessThan(25);
    expect(code).toBe(0);
    expect(await json('agents', 'test', 'local')).toMatchObject({ agentId: 'local', works: true });
  });

  it('warns where the model of an agent does not use tools, and of its tools', async () => {
    const { out, code } = await cli('agents', 'test');
    expect(out).toMatch(/ok +answer +test\/echo: "echo: Hello!"/);
    expect(out).toMatch(/warn +use of a tool +it did not call the tool/);
    expect(out).toMatch(/warn +tool +shel: there is no such tool/);
    expect(out).toContain('Did you mean "shell"?');
    expect(code).toBe(0);
    expect(await scene.model.listViolations()).toEqual([]);
  });

  it.each([
    ['silent', /FAIL +answer /],
    ['lost', /FAIL +model +nowhere\/x/],
    ['off', /FAIL +configuration +switched off/],
  ])('says that %s does not work, and what helps', async (name, line) => {
    const { out, code } = await cli('agents', 'test', name);
    expect(out).toMatch(line);
    expect(out).toMatch(/It does not work\. What helps:\n- /);
    expect(code).toBe(1);
  });

  it('knows no agent that is not there', async () => {
    const { err, code } = await cli('agents', 'test', 'nobody');
    expect([code, err]).toEqual([5, expect.stringContaining('[AGENT_UNKNOWN]')]);
  });
});

describe('openclaw tools', () => {
  it('lists every tool, and what each profile stands for', async () => {
    const { out, code } = await cli('tools', 'list');
    expect(code).toBe(0);
    expect(out).toMatch(/^shell +built in +machine, files, web +always +yes/m);
    expect(out).toMatch(/^@safe +clock, calculate/m);
  });

  it.each([
    [['clock'], 0, 'yes', '"@standard" in agents.assistant.tools'],
    [['browser'], 1, 'no', '"!browser" in agents.assistant.tools leaves it out'],
    [['shell'], 1, 'no', 'it is not in agents.assistant.tools'],
    [['web_fetch'], 1, 'no', '"web_*" in tools.deny denies it for everybody'],
    [['files', '--channel', 'web'], 1, 'no', 'it is not in channels.web.tools'],
    [['shel'], 1, 'no', '"shel" in agents.assistant.tools leads to no tool'],
    [['files', '--agent', 'local'], 1, 'no', 'it is not in agents.local.tools'],
  ])('tells why for %j', async (args, exit, allowed, why) => {
    const { out, code } = await cli('tools', 'why', ...args);
    expect(out).toMatch(new RegExp(`^Allowed +${allowed}$`, 'm'));
    expect(out).toContain(why);
    expect(code).toBe(exit);
    const list = await cli('tools', 'list', '--agent', 'main', ...args.slice(1));
    expect(list.code).toBe(0);
  });

  it('runs a tool as a person, and as an agent only what it may use', async () => {
    const free = await cli('tools', 'run', 'calculate', '--json', '{"expression": "6*7"}');
    expect([free.code, free.out]).toEqual([0, '6*7 = 42\n']);
    const wrong = await cli('tools', 'run', 'calculate', '--json', '{"expression": "6*"}');
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.err).toContain('character 3');
    const data = await cli('tools', 'run', 'wait', '--json', '{"seconds": 0}', '--data');
    expect(JSON.parse(data.out)).toMatchObject({ isError: false, text: 'Waited 0 seconds.' });
    const refused = await cli('tools', 'run', 'wait', '--json={"seconds":0}', '--agent', 'local');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('may not use')]);
    const mistyped = await cli('tools', 'run', 'wait', '--json', '{seconds');
    expect([mistyped.code, mistyped.err]).toEqual([2, expect.stringContaining('[CLI_USAGE]')]);
  });

  it('works in the workspace of an agent and never outside of it', async () => {
    const run = (args: object) => cli('tools', 'run', 'files', '--json', JSON.stringify(args));
    await run({ action: 'write', path: 'notes/a.md', text: 'remember' });
    const file = path.join(scene.stateDir, 'workspaces/assistant/notes/a.md');
    expect(await readFile(file, 'utf8')).toBe('remember');
    await writeFile(path.join(scene.root, 'secret.txt'), 'outside');
    for (const given of ['../../../secret.txt', path.join(scene.root, 'secret.txt')]) {
      const { code, err } = await run({ action: 'read', path: given });
      expect([code, err]).toEqual([1, expect.stringContaining('leads out of the workspace')]);
    }
  });

  it('gives a command nothing of what the gateway knows', async () => {
    const command = JSON.stringify({ command: 'env; pwd' });
    const { out, code } = await cli('tools', 'run', 'shell', '--json', command);
    expect(code).toBe(0);
    expect(out).toContain('EDITOR=ed');
    expect(out).toContain(path.join(scene.stateDir, 'workspaces/assistant'));
    expect(out).not.toContain('planted-secret');
    expect(out).not.toContain('OPENCLAW');
  });

  it('ends a tool when whoever asked for it goes', async () => {
    const client = await scene.connect();
    const command = 'echo $$ > pid; sleep 1000';
    const gone = client.request('tools.invoke', { name: 'shell', args: { command } });
    gone.catch(() => undefined);
    const file = path.join(scene.stateDir, 'workspaces/assistant/pid');
    const read = () => readFile(file, 'utf8').catch(() => '');
    let pid = '';
    while (pid === '') pid = (await read()).trim();
    await client.close();
    const isRunning = async (): Promise<boolean> => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return stat !== '' && !/\) [ZX] /.test(stat);
    };
    while (await isRunning()) await new Promise((resolve) => setImmediate(resolve));
  });

  it('says when tools have changed', async () => {
    const client = await scene.connect();
    const { hash } = await client.request('config.get', {});
    await client.request('config.edit', {
      edits: [{ op: 'set', path: 'tools.deny', value: ['clock'] }],
      baseHash: hash,
    });
    expect(await client.event('tools.changed')).toEqual({ reason: 'config' });
    expect(await json('tools', 'why', 'clock')).toMatchObject({
      verdict: 'denied-for-everybody',
      path: 'tools.deny',
    });
  });
});
