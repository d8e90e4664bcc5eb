import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandList } from '../../src/main/cli/command-list.ts';
import {
  programArgs,
  readToken,
  startGateway,
  type GatewayProcess,
} from '../support/gateway-process.ts';
import { runCli, type CliOptions, type CliResult } from '../support/run-cli.ts';

let folder: string;
let stateDir: string;
let gateway: GatewayProcess;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'openclaw-cli-'));
  stateDir = path.join(folder, 'state');
  gateway = await startGateway({ stateDir });
});
afterAll(async () => {
  await gateway.end();
  await rm(folder, { recursive: true, force: true });
});

const cli = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliResult> =>
  runCli(args, { stateDir, ...options });
const parse = (text: string): unknown => JSON.parse(text);

describe('commands that ask a running gateway', () => {
  it.each<[line: string, shape: Record<string, unknown>]>([
    ['status', { version: expect.any(String), sessions: expect.any(Number) }],
    ['health', { ok: true }],
    ['channels', { channels: expect.any(Array) }],
    ['models', { models: expect.any(Array) }],
    ['models health', { providers: expect.any(Array) }],
    ['models clear offline', { cleared: 0 }],
    ['people list', { people: [expect.objectContaining({ role: 'owner' })] }],
    ['people pending', { pending: [] }],
    ['sessions list', { total: expect.any(Number) }],
    ['sessions search nothing-of-that-kind', { hits: [] }],
    ['route --channel telegram --peer direct:42', { decidedBy: 'default' }],
    ['open', { url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]+$/) }],
  ])('%s answers people in words and programs in JSON', async (line, shape) => {
    const words = await cli(line.split(' '));
    expect([words.code, words.out.trim().length > 0]).toEqual([0, true]);
    const json = await cli([...line.split(' '), '--json']);
    expect(json.code).toBe(0);
    expect(parse(json.out)).toMatchObject(shape);
  });

  it('sends a message, streams the answer, and finds both again', async () => {
    const sent = await cli(['send', 'What is 12 * 12?', '--session', 'agent:assistant:cli']);
    expect([sent.code, sent.err]).toEqual([0, '']);
    expect(sent.out).toContain('144');
    const json = await cli(['send', '--json', '--session', 'agent:assistant:cli'], {
      input: 'What is 11 * 11?\n',
    });
    expect(parse(json.out)).toMatchObject({
      state: 'final',
      text: expect.stringContaining('121') as string,
    });
    const found = await cli(['sessions', 'search', '144']);
    expect(found.out).toContain('[144]');
    const exported = await cli(['sessions', 'export', 'agent:assistant:cli']);
    expect(exported.out).toContain('What is 12 * 12?');
  });

  it('follows the log until Ctrl-C', async () => {
    const args = [...programArgs(), 'logs', '--follow', '--lines', '1', '--state-dir', stateDir];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it('never shows the token', async () => {
    const token = await readToken(stateDir);
    const lines = ['status', 'health', 'open', 'logs --lines 500', 'config get', 'models'];
    for (const line of lines) {
      const { out, err } = await cli([...line.split(' '), '--json']);
      expect(out + err).not.toContain(token);
    }
    expect(gateway.output()).not.toContain(token);
  });
});

describe('what goes wrong', () => {
  const errorShape = z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string().min(5), hint: z.string().min(5) }),
  });

  it.each([
    [['stauts'], 2, 'CLI_COMMAND_UNKNOWN'],
    [['send', '--sesion', 'x', 'hello'], 2, 'CLI_USAGE'],
    [['people', 'approve'], 2, 'CLI_USAGE'],
    [['people', 'approve', 'NO-SUCH'], 5, 'PAIRING_CODE_UNKNOWN'],
    [['people', 'role', 'nobody', 'guest'], 5, 'PERSON_UNKNOWN'],
    [['people', 'role', 'nobody', 'king'], 2, 'CLI_USAGE'],
    [['people', 'link', 'nobody', 'no-one'], 5, 'PERSON_UNKNOWN'],
    [['people', 'remove', 'nobody'], 5, 'PERSON_UNKNOWN'],
    [['people', 'reject', 'NO-SUCH'], 5, 'PAIRING_CODE_UNKNOWN'],
    [['route', '--channel', 'telegram'], 2, 'CLI_USAGE'],
    [['sessions', 'export', 'agent:assistant:absent'], 5, 'SESSION_UNKNOWN'],
    [['gateway', '--port', '99999'], 2, 'CLI_USAGE'],
    [['gateway', '--port', '0'], 6, 'STATE_DIR_BUSY'],
  ])('%j ends with %i and says %s', async (args, exitCode, code) => {
    const words = await cli(args);
    expect([words.code, words.out]).toEqual([exitCode, '']);
    expect(words.err).toContain(`[${code}]`);
    const json = await cli([...args, '--json']);
    expect(json.code).toBe(exitCode);
    expect(errorShape.parse(parse(json.err)).error.code).toBe(code);
  });

  it('says that no gateway runs, also where one was killed', async () => {
    const empty = path.join(folder, 'empty');
    await mkdir(empty);
    const never = await cli(['status'], { stateDir: empty });
    expect([never.code, never.err]).toEqual([3, expect.stringContaining('[GATEWAY_NOT_RUNNING]')]);

    const killed = await startGateway({ stateDir: empty });
    await killed.end('SIGKILL');
    const gone = await cli(['status'], { stateDir: empty });
    expect([gone.code, gone.err]).toEqual([3, expect.stringContaining('[GATEWAY_NOT_RUNNING]')]);
  });

  it('uses a token that the configuration sets', async () => {
    const other = path.join(folder, 'configured');
    await mkdir(other);
    const token = 'a-token-of-my-very-own-choice';
    await writeFile(
      path.join(other, 'openclaw.json'),
      JSON.stringify({ gateway: { auth: { token } } }),
    );
    const own = await startGateway({ stateDir: other });
    expect((await cli(['health'], { stateDir: other })).code).toBe(0);
    const wrong = { OPENCLAW_GATEWAY_TOKEN: 'another-token-that-is-wrong' };
    await rm(path.join(other, 'openclaw.json'));
    const refused = await cli(['health'], { stateDir: other, env: wrong });
    expect([refused.code, refused.err]).toEqual([4, expect.stringContaining('[AUTH_')]);
    await own.end();
  });

  it('refuses a state directory of another OpenClaw, and writes nothing there', async () => {
    const theirs = path.join(folder, 'theirs');
    await mkdir(path.join(theirs, 'agents/main/sessions'), { recursive: true });
    const { code, err } = await cli(['gateway', '--port', '0'], { stateDir: theirs });
    expect([code, err]).toEqual([6, expect.stringContaining('[STATE_DIR_FOREIGN]')]);
  });
});

describe('help', () => {
  it('names every command, and explains each', async () => {
    const { out, code } = await cli(['help']);
    expect(code).toBe(0);
    for (const { name, summary } of commandList) {
      expect(out).toContain(name);
      expect(out).toContain(summary);
    }
    for (const name of ['send', 'people approve', 'sessions export']) {
      const page = await cli([...name.split(' '), '--help']);
      expect([page.code, page.out]).toEqual([0, expect.stringContaining(`openclaw ${name}`)]);
    }
  });
});
