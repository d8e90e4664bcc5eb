import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigEdits } from '../../src/shared/protocol/config.ts';
import type { Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
beforeAll(async () => {
  scene = await createScene({
    agent: { systemPrompt: 'You are the saved one.', tools: ['clock'] },
    config: { tools: { approvals: { rules: [{ tool: 'calculate', action: 'ask' }] } } },
  });
  client = await scene.connect();
});
afterAll(() => scene.dispose());

const path = (setting: string): string => `agents.assistant.${setting}`;
const set = (setting: string, value: unknown): ConfigEdits => [
  { op: 'set', path: path(setting), value },
];
const open = (edits?: ConfigEdits) =>
  client.request('agents.draft.open', {
    agentId: 'assistant',
    ...(edits === undefined ? {} : { edits }),
  });
const close = (draftId: string) => client.request('agents.draft.close', { draftId });
const usedTokens = (): number =>
  scene.query<{ n: number }>('SELECT total(input_tokens) AS n FROM usage')[0]?.n ?? 0;
const lastRequest = async (): Promise<string> =>
  JSON.stringify((await scene.model.listRequests()).at(-1));

describe('a test chat', () => {
  it('answers by settings that are not saved, and follows them', async () => {
    const { sessionKey, draftId } = await open(set('systemPrompt', 'You are the unsaved one.'));
    const end = await client.ask('hello there', { sessionKey });
    expect(end).toMatchObject({ state: 'final', sessionKey, agentId: 'assistant' });
    expect(await lastRequest()).toContain('You are the unsaved one.');

    const edits = set('systemPrompt', 'You are another one.');
    await client.request('agents.draft.update', { draftId, edits });
    await client.ask('and now?', { sessionKey });
    expect(await lastRequest()).toContain('You are another one.');
    expect(await lastRequest()).toContain('hello there');
    const { messages } = await client.request('chat.history', { sessionKey });
    expect(messages).toHaveLength(4);
    expect(await close(draftId)).toEqual({ closed: true });
    const { raw } = await client.request('config.get', {});
    expect(raw).toContain('You are the saved one.');
  });

  it('is for those who may change the configuration', async () => {
    const { sessionKey, draftId } = await open();
    const writer = await scene.connect({ scopes: ['operator.read', 'operator.write'] });
    const refused = await writer.refused('chat.history', { sessionKey });
    expect(refused).toMatchObject({ details: { code: 'MISSING_SCOPE' } });
    await writer.close();
    await close(draftId);
  });

  it('is no conversation: neither listed nor found, and nothing of it is stored', async () => {
    const { sessionKey, draftId } = await open();
    await client.ask('a xylophone in private', { sessionKey });
    expect(await client.request('sessions.list', { archived: 'all' })).toMatchObject({ total: 0 });
    expect(await client.request('sessions.search', { query: 'xylophone' })).toEqual({ hits: [] });
    expect(scene.query('SELECT id FROM message')).toEqual([]);
    expect(scene.query('SELECT id FROM inbox')).toEqual([]);
    expect(client.eventsOf('sessions.changed')).toEqual([]);
    await close(draftId);
    const refused = await client.refused('chat.history', { sessionKey });
    expect(refused.details.code).toBe('AGENT_DRAFT_UNKNOWN');
    const late = await client.refused('agents.draft.update', { draftId });
    expect(late.details.code).toBe('AGENT_DRAFT_UNKNOWN');
    expect(await close(draftId)).toEqual({ closed: false });
  });

  it('counts for the budget of the agent, which limits it', async () => {
    const before = usedTokens();
    const { sessionKey, draftId } = await open();
    await client.ask('count me', { sessionKey });
    await expect.poll(usedTokens).toBeGreaterThan(before);
    const edits = set('budget', { dailyTokens: 1 });
    await client.request('agents.draft.update', { draftId, edits });
    const end = await client.ask('once more', { sessionKey });
    expect(end).toMatchObject({ state: 'error', message: { error: { code: 'BUDGET_EXHAUSTED' } } });
    await close(draftId);
  });

  it('asks before a tool that asks, and takes the answer', async () => {
    const { sessionKey, draftId } = await open([
      { op: 'set', path: path('model'), value: 'test/tool' },
      { op: 'set', path: path('tools'), value: ['calculate'] },
    ]);
    const run = await client.send('args:{"expression":"6*7"}', { sessionKey });
    const { approval } = await client.event(
      'approval.changed',
      (told) => told.approval.sessionKey === sessionKey,
    );
    const { approvals } = await client.request('approval.list', {});
    expect(approvals.map(({ id }) => id)).toEqual([approval.id]);
    await client.request('approval.resolve', { id: approval.id, decision: 'allow' });
    await run.end;
    expect(run.text()).toContain('42');
    expect(await client.request('approval.get', { id: approval.id })).toMatchObject({
      approval: { state: 'allowed' },
    });
    expect(scene.query('SELECT id FROM approval')).toEqual([]);
    await close(draftId);
  });

  it('reaches nobody else and leaves nothing behind', async () => {
    const { sessionKey, draftId } = await open([
      { op: 'set', path: path('model'), value: 'test/tool' },
      { op: 'set', path: path('tools'), value: ['cron'] },
    ]);
    const run = await client.send('args:{"action":"list"}', { sessionKey });
    await run.end;
    expect(run.text()).toContain('In a test chat');
    await close(draftId);
  });

  it('keeps what its agent notes to itself', async () => {
    const { sessionKey, draftId } = await open([
      { op: 'set', path: path('model'), value: 'test/tool' },
      { op: 'set', path: path('tools'), value: ['memory'] },
    ]);
    const run = await client.send('args:{"action":"save","text":"likes tea"}', { sessionKey });
    await run.end;
    expect(run.text()).toContain('Noted');
    expect(scene.query('SELECT id FROM note')).toEqual([]);
    await close(draftId);
  });

  it('may be with an agent that is not there yet, and not with one that is not valid', async () => {
    const { sessionKey, draftId, problems } = await client.request('agents.draft.open', {
      agentId: 'newcomer',
      edits: [
        { op: 'set', path: 'agents.newcomer', value: { model: 'test/echo', enabled: false } },
      ],
    });
    expect(problems).toEqual([]);
    expect(await client.ask('hello', { sessionKey })).toMatchObject({ state: 'final' });
    await close(draftId);
    const refused = await client.refused('agents.draft.open', {
      agentId: 'newcomer',
      edits: [{ op: 'set', path: 'agents.newcomer', value: { model: 7 } }],
    });
    expect(refused.details.code).toBe('AGENT_DRAFT_INVALID');
  });

  it('is there as long as somebody who uses it is connected, and not after a restart', async () => {
    const other = await scene.connect();
    const { sessionKey } = await other.request('agents.draft.open', { agentId: 'assistant' });
    await other.ask('hello', { sessionKey });
    // Whoever comes back in time finds it.
    await other.close();
    const { messages } = await client.request('chat.history', { sessionKey });
    expect(messages).toHaveLength(2);
    await scene.end('SIGKILL');
    await scene.start();
    client = await scene.connect();
    const refused = await client.refused('chat.send', {
      ...{ sessionKey, message: 'still there?', idempotencyKey: 'k-after' },
    });
    expect(refused.details.code).toBe('AGENT_DRAFT_UNKNOWN');
    expect(scene.query('SELECT id FROM message')).toEqual([]);
  });

  it('is one of a bounded number', async () => {
    const opened: string[] = [];
    for (let n = 0; n < 12; n += 1) opened.push((await open()).draftId);
    const refused = await client.refused('agents.draft.open', { agentId: 'assistant' });
    expect(refused.details.code).toBe('AGENT_DRAFTS_FULL');
    await Promise.all(opened.map(close));
  });
});
