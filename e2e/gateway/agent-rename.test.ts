import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
beforeAll(async () => {
  scene = await createScene({
    agent: { heartbeat: { every: '1h' } },
    config: {
      channels: {
        tg: { type: 'telegram', token: '1:abc', apiRoot: 'http://127.0.0.1:9', agent: 'assistant' },
      },
      bindings: [{ agent: 'assistant', match: { channel: 'tg' } }],
      schedules: {
        tea: { every: '1h', say: 'Tea!', agent: 'assistant', to: 'agent:assistant:main' },
      },
    },
  });
  client = await scene.connect();
});
afterAll(() => scene.dispose());

const columns = [
  ['session', 'agent_id'],
  ['turn', 'agent_id'],
  ['note', 'agent_id'],
  ['schedule', 'agent_id'],
  ['usage', 'agent_id'],
] as const;
const agentsIn = (): string[] => [
  ...new Set(
    columns.flatMap(([table, column]) =>
      scene.query<{ id: string }>(`SELECT ${column} AS id FROM ${table}`).map(({ id }) => id),
    ),
  ),
];

describe('renaming an agent', () => {
  it('takes along all that names it and all that hangs on it', async () => {
    await client.ask('remember the milk', { sessionKey: 'agent:assistant:shop' });
    await client.ask('hello');
    const workspace = path.join(scene.stateDir, 'workspaces/assistant');
    await mkdir(workspace, { recursive: true });
    await writeFile(path.join(workspace, 'list.txt'), 'milk');
    const { hash } = await client.request('config.get', {});
    const renamed = await client.request('agents.rename', {
      ...{ id: 'assistant', to: 'butler', baseHash: hash },
    });
    expect(renamed).toMatchObject({ ok: true, sessions: 2 });
    expect(await client.event('agents.renamed')).toEqual({ from: 'assistant', to: 'butler' });

    const text = JSON.parse(await readFile(scene.configPath, 'utf8')) as Record<string, unknown>;
    expect(text).toMatchObject({
      agents: { butler: { model: 'test/echo' } },
      channels: { tg: { agent: 'butler' } },
      bindings: [{ agent: 'butler' }],
      schedules: { tea: { agent: 'butler', to: 'agent:butler:main' } },
    });
    expect(agentsIn()).toEqual(['butler']);
    const { sessions } = await client.request('sessions.list', {});
    expect(sessions.map(({ key }) => key).sort()).toEqual([
      'agent:butler:main',
      'agent:butler:shop',
    ]);
    const { messages } = await client.request('chat.history', { sessionKey: 'agent:butler:shop' });
    expect(messages).toHaveLength(2);
    const moved = path.join(scene.stateDir, 'workspaces/butler/list.txt');
    expect(await readFile(moved, 'utf8')).toBe('milk');

    // The conversation goes on, and no schedule was made anew.
    await client.ask('and eggs', { sessionKey: 'agent:butler:shop' });
    expect(scene.query("SELECT id FROM note WHERE about LIKE '%assistant%'")).toEqual([]);
    const schedules = scene.query<{ key: string }>('SELECT key FROM schedule ORDER BY key');
    expect(schedules.map(({ key }) => key)).toEqual(['config:tea', 'heartbeat:butler']);
  });

  it('is refused where it would mix or break something', async () => {
    const { hash } = await client.request('config.get', {});
    const rename = async (id: string, to: string, baseHash = hash): Promise<string> =>
      (await client.refused('agents.rename', { id, to, baseHash })).details.code;
    expect(await rename('nobody', 'somebody')).toBe('AGENT_UNKNOWN');
    expect(await rename('butler', 'butler')).toBe('AGENT_NAME_TAKEN');
    expect(await rename('butler', 'a b')).toBe('CONFIG_WRITE_INVALID');
    expect(await rename('butler', 'other', 'old')).toBe('CONFIG_CONFLICT');
    const answers = [{ kind: 'behaviour', behaviour: 'hang' } as const];
    await scene.model.addScript({ contains: 'keep busy', answers });
    const run = await client.send('keep busy', { sessionKey: 'agent:butler:busy' });
    await client.event('chat', ({ runId }) => runId === run.runId);
    const early = await client.refused('agents.rename', { id: 'butler', to: 'other' });
    expect(early.details.code).toBe('AGENT_BUSY');
    await client.request('chat.abort', { sessionKey: 'agent:butler:busy' });
    await run.end;
    expect(agentsIn()).toEqual(['butler']);
  });

  it('that was cut in two is taken back where the configuration was not written yet', async () => {
    await scene.end('SIGKILL');
    const db = new Sqlite(path.join(scene.stateDir, 'db/gateway.db'));
    db.prepare('INSERT INTO kept (key, value, updated_at) VALUES (?, ?, 0)').run(
      'agent-rename',
      JSON.stringify({ from: 'butler', to: 'valet' }),
    );
    for (const [table, column] of columns)
      db.prepare(`UPDATE ${table} SET ${column} = 'valet' WHERE ${column} = 'butler'`).run();
    db.prepare("UPDATE session SET key = replace(key, 'agent:butler:', 'agent:valet:')").run();
    db.close();
    await scene.start();
    client = await scene.connect();
    expect(agentsIn()).toEqual(['butler']);
    const { messages } = await client.request('chat.history', { sessionKey: 'agent:butler:shop' });
    expect(messages).toHaveLength(4);
    expect(scene.query("SELECT key FROM kept WHERE key = 'agent-rename'")).toEqual([]);
  });
});
