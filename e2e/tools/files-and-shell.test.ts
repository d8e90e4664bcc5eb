import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
beforeAll(async () => {
  scene = await createScene({
    agent: { tools: ['files', 'shell'] },
    config: { tools: { shell: { enabled: true } } },
    start: { env: { PLANTED_KEY: 'planted-secret' } },
  });
  client = await scene.connect();
});
afterAll(() => scene.dispose());

const place = (...names: string[]): string =>
  path.join(scene.stateDir, 'workspaces/assistant', ...names);
const asking = (tool: string, args: object): string =>
  `model:tool tool:${tool} args:${JSON.stringify(args)}`;

/** Lets the model call a tool in a conversation of its own, and answers when it asks. */
async function callTool(tool: string, args: object, decision?: 'allow' | 'deny') {
  const sessionKey = `agent:assistant:${tool}-${crypto.randomUUID()}`;
  const run = await client.send(asking(tool, args), { sessionKey });
  if (!decision) return { text: textOf((await run.end).message) };
  const { approval } = await client.event(
    'approval.changed',
    (asked) => asked.approval.sessionKey === sessionKey && asked.approval.state === 'pending',
  );
  await client.request('approval.resolve', { id: approval.id, decision });
  return { text: textOf((await run.end).message), approval };
}

describe('an agent with files', () => {
  it('works in its workspace without asking, and asks before it deletes', async () => {
    const write = { action: 'write', path: 'plan.md', text: 'one' };
    expect((await callTool('files', write)).text).toContain('Wrote 3 bytes');
    expect(readFileSync(place('plan.md'), 'utf8')).toBe('one');
    const remove = { action: 'delete', path: 'plan.md' };
    const denied = await callTool('files', remove, 'deny');
    expect(denied.approval?.reason).toBe('Delete "plan.md" in the workspace');
    expect(existsSync(place('plan.md'))).toBe(true);
    await callTool('files', remove, 'allow');
    expect(existsSync(place('plan.md'))).toBe(false);
    expect(readdirSync(place('.trash'))).toHaveLength(1);
  });

  it('reaches nothing outside, by no path and no link', async () => {
    writeFileSync(path.join(scene.root, 'secret.txt'), 'outside-secret');
    symlinkSync(scene.root, place('linked'));
    for (const given of ['../../../secret.txt', 'linked/secret.txt', scene.configPath]) {
      const { text } = await callTool('files', { action: 'read', path: given });
      expect(text).toContain('leads out of the workspace');
      expect(text).not.toContain('outside-secret');
    }
  });
});

describe('an agent with the shell', () => {
  it('shows each command first, and runs it when it is allowed', async () => {
    const command = 'echo "$HOME" > made.txt; env';
    const denied = await callTool('shell', { command }, 'deny');
    expect(denied.approval).toMatchObject({ reason: `Run on this computer: ${command}` });
    expect(existsSync(place('made.txt'))).toBe(false);
    const { text } = await callTool('shell', { command }, 'allow');
    expect(text).toContain('exit code 0');
    expect(text).not.toContain('planted-secret');
    expect(readFileSync(place('made.txt'), 'utf8').trim()).toBe(place());
  });

  it('is ended with the turn that started it', async () => {
    const sessionKey = 'agent:assistant:long';
    const command = 'echo $$ > pid; sleep 1000';
    const run = await client.send(asking('shell', { command }), { sessionKey });
    const { approval } = await client.event(
      'approval.changed',
      (asked) => asked.approval.sessionKey === sessionKey,
    );
    await client.request('approval.resolve', { id: approval.id, decision: 'allow' });
    let pid = '';
    while (pid === '') {
      pid = existsSync(place('pid')) ? readFileSync(place('pid'), 'utf8').trim() : '';
      await new Promise((resolve) => setImmediate(resolve));
    }
    await client.request('chat.abort', { sessionKey });
    expect(await run.end).toMatchObject({ state: 'aborted' });
    const isRunning = (): boolean => {
      const file = `/proc/${pid}/stat`;
      return existsSync(file) && !/\) [ZX] /.test(readFileSync(file, 'utf8'));
    };
    while (isRunning()) await new Promise((resolve) => setImmediate(resolve));
  });
});
