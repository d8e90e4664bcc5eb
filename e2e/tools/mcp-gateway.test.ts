import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { isAlive, memoryServer, program, type ServerInput } from './mcp-bench.ts';

let scene: Scene | undefined;
afterEach(async () => {
  await scene?.dispose();
  scene = undefined;
});

async function open(
  servers: Readonly<Record<string, ServerInput>>,
  tools: readonly string[] = ['mcp_*'],
): Promise<Scene> {
  scene = await createScene({
    agent: { tools },
    config: { mcp: { servers } },
    start: { env: { OPENAI_API_KEY: 'sk-planted-in-the-gateway' } },
  });
  return scene;
}
const cli = (made: Scene, ...args: string[]): ReturnType<typeof runCli> =>
  runCli(args, { stateDir: made.stateDir });

describe('MCP servers of a gateway', () => {
  it('are started when their tools are wanted, and end with the gateway', async () => {
    const made = await open({ s: program('stdio'), off: { ...program('stdio'), enabled: false } });
    const client = await made.connect();
    const before = await client.request('mcp.list', {});
    expect(before.servers.map((row) => row.state)).toEqual(['idle', 'off']);
    const { tools } = await client.request('tools.catalog', {});
    const echo = tools.find((tool) => tool.name === 'mcp_s_echo');
    expect(echo).toMatchObject({
      source: { kind: 'mcp', server: 's' },
      isRepeatable: true,
      asks: 'never',
      parameters: { properties: { text: { type: 'string' } } },
    });
    expect(tools.find((tool) => tool.name === 'mcp_s_write')?.asks).toBe('always');
    await client.event('tools.changed', ({ reason }) => reason === 'mcp');
    const { servers } = await client.request('mcp.list', {});
    const pid = servers[0]?.pid ?? -1;
    expect(isAlive(pid)).toBe(true);
    await made.end();
    expect(isAlive(pid)).toBe(false);
  });

  it('end also when the gateway is killed', async () => {
    const made = await open({ s: program('stdio') });
    const client = await made.connect();
    await client.request('mcp.restart', { name: 's' });
    const pid = (await client.request('mcp.list', {})).servers[0]?.pid ?? -1;
    await made.end('SIGKILL');
    while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve));
  });

  it('never see the gateway’s secrets', async () => {
    const made = await open({ s: program('stdio') });
    const { out } = await cli(made, 'tools', 'run', 'mcp_s_environment');
    expect(out).toContain('PATH');
    expect(out).not.toContain('planted');
    const token = await readFile(path.join(made.stateDir, 'credentials/gateway-token'), 'utf8');
    expect(out).not.toContain(token.trim());
  });

  it('bring a published server to the command line', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'openclaw-memory-'));
    const made = await open({ memory: memoryServer(folder) });
    const entities = [{ name: 'Ada', entityType: 'person', observations: ['likes engines'] }];
    const args = JSON.stringify({ entities });
    const created = await cli(made, 'tools', 'run', 'mcp_memory_create_entities', '--json', args);
    expect(created.code).toBe(0);
    const found = await cli(
      made,
      'tools',
      'run',
      'mcp_memory_search_nodes',
      '--json',
      '{"query":"Ada"}',
    );
    expect(found.out).toContain('likes engines');
    const listed = await cli(made, 'mcp', 'list');
    expect(listed.out).toMatch(/memory +program +ready/);
    await rm(folder, { recursive: true });
  });

  it('come and go with the config, without a restart', async () => {
    const made = await open({ s: program('stdio') });
    const client = await made.connect();
    await client.request('tools.catalog', {});
    const servers = { t: program('stdio') };
    await made.saveConfig(
      made.configText({ agent: { tools: ['mcp_*'] }, config: { mcp: { servers } } }),
    );
    await client.event('config.changed');
    const { tools } = await client.request('tools.catalog', {});
    const names = tools.map((tool) => tool.name);
    expect(names).toContain('mcp_t_echo');
    expect(names).not.toContain('mcp_s_echo');
  });

  it('that crash show it, and are there again', async () => {
    const made = await open({ s: program('stdio') });
    const crashed = await cli(made, 'tools', 'run', 'mcp_s_crash');
    expect(crashed.code).toBe(1);
    expect(crashed.out + crashed.err).toContain('went away during the call');
    const restarted = await cli(made, 'mcp', 'restart', 's');
    expect(restarted).toMatchObject({ code: 0, out: 's runs, with 11 tools.\n' });
    const unknown = await cli(made, 'mcp', 'restart', 'nobody');
    expect(unknown.code).toBe(5);
  });

  it('that are not configured cost no process', async () => {
    scene = await createScene();
    const client = await scene.connect();
    await client.request('tools.catalog', {});
    expect((await client.request('mcp.list', {})).servers).toEqual([]);
    expect((await client.request('skills.list', {})).skills).toEqual([]);
  });
});
