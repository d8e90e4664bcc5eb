import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServer, type LocalServer } from '../servers/web/local-server.ts';
import { textOf, type Client } from '../support/client.ts';
import { runCli } from '../support/run-cli.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { memoryServer } from '../tools/mcp-bench.ts';
import { families, type Family, type Wish } from './families.ts';

/*
 * What an agent that acts can do, for each family of models and for the offline assistant: the real
 * gateway, the vendors' real libraries, local servers that speak the vendors' protocols, a real
 * browser, a published MCP server, an extension in the sandbox. Everything in processes of its own.
 */

let scene: Scene;
let site: LocalServer;
let folder: string;
let servers: Awaited<ReturnType<Family['start']>>[];
const page =
  '<!doctype html><title>Hours</title><h1>Opening hours</h1><p>Monday to Friday, 9 to 5</p>';

beforeAll(async () => {
  servers = await Promise.all(families.map((one) => one.start()));
  site = await startLocalServer(
    (_request, response) =>
      void response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page),
  );
  folder = await mkdtemp(path.join(tmpdir(), 'openclaw-acting-'));
  const entries = families.map((one, index) => [one.name, servers[index]?.provider] as const);
  scene = await createScene({
    config: {
      agents: Object.fromEntries(
        families.flatMap((one, index) => [
          [one.name, makeAgent(one, index)],
          [`${one.name}-poor`, { model: one.model, budget: { dailyTokens: 10 } }],
        ]),
      ),
      models: { providers: Object.fromEntries(entries.filter(([name]) => name !== 'offline')) },
      mcp: { servers: { notes: memoryServer(folder) } },
      tools: { shell: { enabled: true }, web: { allowPrivate: [new URL(site.url).host] } },
    },
  });
  await makeExtension();
}, 120_000);

afterAll(async () => {
  const violations = await Promise.all(servers.map((server) => server.listViolations()));
  expect(violations.flat()).toEqual([]);
  await scene.dispose();
  await Promise.all(servers.map((server) => server.stop()));
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

function makeAgent({ name, model }: Family, index: number): object {
  return {
    model,
    default: index === 0,
    tools: ['@all'],
    ...(name === 'offline' ? {} : { systemPrompt: 'You act.' }),
  };
}

/** As a user makes one: a folder with a manifest and code, then the owner's word. */
async function makeExtension(): Promise<void> {
  const cli = (...args: string[]) => runCli(args, { stateDir: scene.stateDir });
  const made = await cli('tools', 'new', 'greeter');
  expect(made.code, made.err).toBe(0);
  const home = path.join(scene.stateDir, 'extensions', 'greeter');
  await mkdir(home, { recursive: true });
  await writeFile(
    path.join(home, 'extension.json5'),
    `{ name: 'greeter', version: '1.0.0', description: 'Greets.', main: 'index.ts',
       tools: [{ name: 'greet', description: 'Greets somebody.', repeatable: true,
         parameters: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } }] }`,
  );
  await writeFile(
    path.join(home, 'index.ts'),
    'export function greet({ name }: { name: string }): string { return `Good day, ${name}!`; }\n',
  );
  const client = await scene.connect();
  for (;;) {
    const seen = new Set<unknown>(client.eventsOf('tools.changed'));
    const { tools } = await client.request('tools.catalog', {});
    if (tools.some(({ name }) => name === 'greet')) break;
    await client.event('tools.changed', (change) => !seen.has(change));
  }
  await cli('extensions', 'approve', 'greeter');
}

const keyOf = ({ name }: Family, topic: string): string => `agent:${name}:${topic}`;

async function wish(client: Client, one: Family, topic: string, what: Wish): Promise<string> {
  const end = await client.ask(one.ask(what), { sessionKey: keyOf(one, topic) });
  return textOf(end.message);
}

describe.each(families)('an agent with a model of $name', (one) => {
  it('computes with code', async () => {
    const client = await scene.connect();
    const said = await wish(client, one, 'code', {
      tool: 'code',
      args: { code: '[1, 2, 3].map((n) => n * 14).at(-1)' },
      offline: 'run: [1, 2, 3].map((n) => n * 14).at(-1)',
    });
    expect(said).toContain('42');
  }, 60_000);

  it('reads a local page with the browser and quotes it', async () => {
    const client = await scene.connect();
    const url = `${site.url}/hours`;
    const said = await wish(client, one, 'browser', {
      tool: 'browser',
      args: { action: 'open', url },
      offline: `read ${url} and quote it`,
    });
    expect(said).toContain('Monday to Friday, 9 to 5');
  }, 90_000);

  it('uses an extension', async () => {
    const client = await scene.connect();
    const said = await wish(client, one, 'extension', {
      tool: 'greet',
      args: { name: 'Ada' },
      offline: 'use the tool greet with {"name": "Ada"}',
    });
    expect(said).toContain('Good day, Ada!');
  }, 60_000);

  it('uses a published MCP server', async () => {
    const client = await scene.connect();
    const args = { query: 'nothing of that name' };
    const said = await wish(client, one, 'mcp', {
      tool: 'mcp_notes_search_nodes',
      args,
      offline: `use the tool mcp_notes_search_nodes with ${JSON.stringify(args)}`,
    });
    expect(said).toContain('entities');
  }, 60_000);

  it('is stopped by its budget before it asks the model', async () => {
    const client = await scene.connect();
    const refused = await client.ask('hello', { sessionKey: `agent:${one.name}-poor:main` });
    expect(refused).toMatchObject({ state: 'error' });
    expect(JSON.stringify(refused)).toContain('BUDGET_EXHAUSTED');
  }, 60_000);

  it('is known to work by openclaw agents test', async () => {
    const result = await runCli(['agents', 'test', one.name], { stateDir: scene.stateDir });
    expect(result.out + result.err).toMatch(/model/i);
    expect(result.code, result.out).toBe(0);
  }, 90_000);
});

describe('across a kill -9', () => {
  it('reminders of every family come once, and calls that wait for an answer go on', async () => {
    const before = await scene.connect();
    for (const one of families) {
      await wish(before, one, 'remind', {
        tool: 'cron',
        args: { action: 'add', in: '12 seconds', say: `tea for ${one.name}` },
        offline: `remind me in 12 seconds to tea for ${one.name}`,
      });
    }
    const asked = families.map((one) => {
      const command = `echo ran-${one.name}`;
      return before.send(
        one.ask({
          tool: 'shell',
          args: { command },
          offline: `use the tool shell with ${JSON.stringify({ command })}`,
        }),
        { sessionKey: keyOf(one, 'asks') },
      );
    });
    await Promise.all(asked);
    await expect
      .poll(async () => (await before.request('approval.list', {})).approvals.length, {
        timeout: 30_000,
      })
      .toBe(families.length);

    await scene.end('SIGKILL');
    await scene.start();
    const after = await scene.connect();
    // The owner answers in the chat, with a word.
    for (const one of families) await after.ask('yes', { sessionKey: keyOf(one, 'asks') });
    for (const one of families) {
      await expect
        .poll(() => textsOf(after, keyOf(one, 'asks')), { timeout: 30_000 })
        .toContainEqual(expect.stringContaining(`ran-${one.name}`));
      await expect
        .poll(() => reminders(after, one), { timeout: 40_000 })
        .toEqual([expect.stringContaining(`tea for ${one.name}`)]);
    }
    for (const one of families) expect(await reminders(after, one)).toHaveLength(1);
  }, 180_000);
});

/** What was said by itself in the conversation of the reminder. */
async function reminders(client: Client, one: Family): Promise<string[]> {
  const { messages } = await client.request('chat.history', { sessionKey: keyOf(one, 'remind') });
  return messages
    .filter(({ stopReason }) => stopReason === 'spoken')
    .map((message) => textOf(message));
}

/** What the assistant has said in a conversation. */
async function textsOf(client: Client, sessionKey: string): Promise<string[]> {
  const { messages } = await client.request('chat.history', { sessionKey });
  return messages.filter(({ role }) => role === 'assistant').map((message) => textOf(message));
}
