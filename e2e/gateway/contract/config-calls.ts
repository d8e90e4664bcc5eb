import { expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import type { Scene } from '../../support/scene.ts';

/**
 * The methods of the configuration and of its secrets, as a part of the test of the contract.
 * @param part the scene and its client, once tests run
 */
export function itAnswersConfig(
  part: () => { readonly scene: Scene; readonly client: Client },
): void {
  it('config.get, schema, plan, edit, patch, set', async () => {
    const { scene, client } = part();
    const config = await client.request('config.get', {});
    expect(config).toMatchObject({ exists: true, problems: [] });
    expect(JSON.stringify(config.config)).not.toContain(scene.model.apiKey);
    const { uiHints } = await client.request('config.schema', {});
    expect(Object.keys(uiHints).length).toBeGreaterThan(10);
    const plan = await client.request('config.plan', {
      raw: config.raw.replace('test/echo', 'test/instant'),
    });
    expect(plan.effects).toEqual([
      {
        ...{ path: 'agents.assistant.model', effect: 'agent', subject: 'assistant' },
        code: 'agent.next-turn',
      },
    ]);
    const back = await client.request('config.plan', { version: config.version });
    expect(back).toMatchObject({ isApplicable: true, changedPaths: [], effects: [] });
    const edited = await client.request('config.edit', {
      edits: [{ op: 'set', path: 'gateway.name', value: 'Cellar' }],
      baseHash: config.hash,
    });
    const patched = await client.request('config.patch', {
      raw: '{ owner: { name: "Ann" } }',
      baseHash: edited.hash,
    });
    expect(patched.changedPaths).toEqual(['owner.name']);
    const set = await client.request('config.set', { raw: config.raw, baseHash: patched.hash });
    expect(set.changedPaths.toSorted()).toEqual(['gateway.name', 'owner.name']);
  });

  it('config.history, version, restore, undo, explain, names, moveSecret, and secrets', async () => {
    const { client } = part();
    const { versions } = await client.request('config.history', {});
    const [newest, before] = versions;
    expect(newest?.version).toBeGreaterThan(before?.version ?? Infinity);
    const version = await client.request('config.version', { version: before?.version ?? 0 });
    expect(version.files[0]?.raw).toContain('Ann');
    const { hash } = await client.request('config.get', {});
    const asked = { version: before?.version ?? 0, baseHash: hash };
    const restored = await client.request('config.restore', asked);
    expect(restored.changedPaths).toContain('owner.name');
    const made = { version: restored.version, before: newest?.version ?? 0 };
    const undone = await client.request('config.undo', made);
    expect(undone.changedPaths).toContain('owner.name');
    const redo = { version: undone.version, before: restored.version };
    expect((await client.request('config.undo', redo)).hash).toBe(restored.hash);
    const explained = await client.request('config.explain', { path: 'owner.name' });
    expect(explained).toMatchObject({
      status: 'effective',
      value: 'Ann',
      source: { kind: 'file' },
    });
    const moved = await client.request('config.moveSecret', {
      ...{ path: 'channels.tg.token', to: 'store', name: 'TG', baseHash: restored.hash },
    });
    expect(moved.changedPaths).toEqual([]);
    expect(await client.request('secrets.list', {})).toEqual({
      secrets: [{ name: 'TG', usedBy: ['channels.tg.token'] }],
    });
    await client.request('secrets.set', { name: 'TG', value: '1:new' });
    await client.event('config.changed', ({ changedPaths }) =>
      changedPaths.includes('channels.tg.token'),
    );
    await client.request('secrets.set', { name: 'OTHER', value: 'x' });
    const names = await client.request('config.names', {});
    expect(names).toMatchObject({ secrets: ['OTHER', 'TG'], channelTypes: ['telegram', 'web'] });
    const removed = await client.request('secrets.remove', { name: 'OTHER' });
    expect(removed).toEqual({ ok: true, removed: true });
    const last = await client.request('config.history', {});
    const back = { version: last.versions.at(-1)?.version ?? 0, baseHash: moved.hash };
    await client.request('config.restore', back);
  });
}
