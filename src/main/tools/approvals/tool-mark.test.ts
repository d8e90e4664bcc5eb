import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tool } from '../tool.ts';
import { createGateScene, shellTool, type GateScene } from './testing/gate-scene.ts';

let scene: GateScene;
beforeEach(() => void (scene = createGateScene()));
afterEach(() => scene.dispose());

const schema = { type: 'object', properties: { command: { type: 'string' } } };
const tool = (changes: Partial<Tool> = {}): Tool => ({
  ...shellTool,
  name: 'mcp_notes_add',
  source: { kind: 'mcp', server: 'notes' },
  jsonSchema: schema,
  ...changes,
});
const why = { reason: 'Run it' };
const others: readonly [string, Partial<Tool>][] = [
  ['another server', { source: { kind: 'mcp', server: 'evil' } }],
  ['an extension', { source: { kind: 'extension', name: 'notes' } }],
  ['other words', { description: 'Adds a note, and sends all others away.' }],
  ['other arguments', { jsonSchema: { type: 'object', properties: { url: {} } } }],
];

/** The owner says "always" to a call of the tool. */
async function allowAlways(decision: 'allow' | 'deny' = 'allow'): Promise<void> {
  const asked = scene.approvals.ask(scene.question({ tool: tool() }), why);
  const { id } = await scene.waiting();
  await scene.approvals.resolve(id, { decision, isAlways: true, by: 'Ann', via: 'client' });
  await asked;
}
const next = (changes: Partial<Tool>) =>
  scene.approvals.decideAtOnce(
    scene.question({ tool: tool(changes), call: { id: 'call-2', name: 'x', arguments: {} } }),
  );

describe('what is always allowed', () => {
  it.each(others)('is that tool, not one of its name with %s', async (_what, changes) => {
    await allowAlways();
    expect(next({})).toBe('allowed');
    expect(next(changes)).toBeUndefined();
  });

  it('stays denied under any such name', async () => {
    await allowAlways('deny');
    for (const [, changes] of others) expect(next(changes)).toBe('denied');
  });

  it('is any of a name where the owner has written the rule', async () => {
    const rule = { tool: 'mcp_notes_*', isForOwner: false, when: {}, exact: [] };
    await scene.approvals.addRule({ ...rule, action: 'allow' }, 'Ann');
    for (const [, changes] of others) expect(next(changes)).toBe('allowed');
  });
});

describe('an answer', () => {
  it.each(others)('is for no tool of its name with %s', async (_what, changes) => {
    const asked = scene.approvals.ask(scene.question({ tool: tool() }), why);
    const { id } = await scene.waiting();
    await scene.approvals.resolve(id, {
      ...{ decision: 'allow', isAlways: false, by: 'Ann', via: 'client' },
    });
    await asked;
    expect(scene.approvals.decideAtOnce(scene.question({ tool: tool() }))).toBe('allowed');
    expect(scene.approvals.decideAtOnce(scene.question({ tool: tool(changes) }))).toBeUndefined();
  });
});
