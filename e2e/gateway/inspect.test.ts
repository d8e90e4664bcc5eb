import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTraceDetail } from '../../src/shared/model/trace-detail.ts';
import type { ResultOf } from '../../src/shared/protocol/contract.ts';
import { textOf, type Client } from '../support/client.ts';
import { connectNode, type NodeClient } from '../support/node-client.ts';
import { createScene, type Scene } from '../support/scene.ts';

/** Looking into conversations and stepping in, over a real socket, with a messenger played by hand. */
let scene: Scene;
let client: Client;
let node: NodeClient;

const price = { input: 1, output: 2 };

beforeAll(async () => {
  scene = await createScene({
    agent: { fallbacks: ['test/instant'] },
    provider: { prices: { echo: price, instant: price, tool: price } },
    config: {
      agents: {
        assistant: { model: 'test/echo', default: true, tools: ['wait', 'calculate'] },
        weak: { model: 'test/forbidden', fallbacks: ['test/instant'], tools: [] },
        other: { model: 'test/echo', systemPrompt: 'You are another one.', tools: ['clock'] },
      },
      channels: {
        tg: {
          ...{ type: 'telegram', token: '1:abc', node: 'vps', apiRoot: 'http://127.0.0.1:9' },
          access: { direct: 'open' },
          onUnknown: 'hold',
        },
      },
      tools: { approvals: { rules: [{ tool: 'wait', action: 'ask' }] } },
    },
  });
  client = await scene.connect();
  node = await connectNode(scene.gateway.url, scene.token, 'vps', 'tg');
});
afterAll(() => scene.dispose());

const web = (name: string, agent = 'assistant'): string => `agent:${agent}:${name}`;

async function lastTurn(key: string): Promise<ResultOf<'turns.get'>> {
  const { turns } = await client.request('turns.list', { key });
  return client.request('turns.get', { turnId: turns[0]?.id ?? '' });
}

const chatOf = (peer: string): string => `agent:assistant:tg:direct:${peer}`;

/** A message on the messenger and its answer, sent. Returns the key of the conversation. */
async function talk(text: string, peer: string): Promise<string> {
  await node.receive(text, peer);
  await node.sent(await node.job((job) => job.text === `echo: ${text}` && !job.isDraft));
  const { sessions } = await client.request('sessions.list', { channel: 'tg', search: peer });
  return sessions[0]?.key ?? chatOf(peer);
}

async function said(key: string, headId?: string): Promise<string[]> {
  const { messages } = await client.request('chat.history', { sessionKey: key, headId });
  return messages.map((message) => `${message.role}: ${textOf(message)}`);
}

describe('turns', () => {
  it('are listed with their ends, page by page or by their runs', async () => {
    const sessionKey = web('list');
    for (const text of ['one', 'two', 'three']) await client.ask(text, { sessionKey, key: text });
    const first = await client.request('turns.list', { key: sessionKey, limit: 2 });
    expect(first.turns.map(({ question, answer }) => [question, answer])).toEqual([
      ['three', 'echo: three'],
      ['two', 'echo: two'],
    ]);
    const next = await client.request('turns.list', { key: sessionKey, cursor: first.cursor });
    expect(next.turns.map(({ question }) => question)).toEqual(['one']);
    expect(next.cursor).toBeUndefined();
    const chosen = await client.request('turns.list', { key: sessionKey, runIds: ['two', 'none'] });
    expect(chosen.turns.map(({ runId, state }) => [runId, state])).toEqual([['two', 'done']]);
    const { messages } = await client.request('chat.history', { sessionKey });
    const [turn] = chosen.turns;
    expect([turn?.questionId, turn?.answerId]).toEqual([messages[2]?.id, messages[3]?.id]);
    expect((await client.refused('turns.get', { turnId: 'none' })).details.code).toBe(
      'TURN_UNKNOWN',
    );
  });

  it('say how they were routed, what each step cost and took, and what was delivered', async () => {
    const key = await talk('hello', '100');
    const { turn, steps, inbox, deliveries } = await lastTurn(key);
    expect(turn).toMatchObject({ channel: 'tg', state: 'done', attempt: 1, model: 'test/echo' });
    expect(turn.costMicros).toBeGreaterThan(0);
    expect(steps.map(({ kind }) => kind)).toEqual(['route', 'model']);
    const call = readTraceDetail('model', steps[1]?.detail ?? {});
    expect(call.firstTextMs).toBeGreaterThan(0);
    expect(call.answer).toBe(turn.answerId);
    expect(steps[1]).toMatchObject({ costMicros: turn.costMicros, state: 'done' });
    expect(inbox).toMatchObject([{ chat: 'direct:100', text: 'hello', state: 'done' }]);
    expect(inbox[0]?.route).toMatchObject({ agentId: 'assistant', decidedBy: 'default' });
    expect(inbox[0]?.route?.considered.length).toBeGreaterThan(0);
    const [part] = deliveries;
    expect(part).toMatchObject({ state: 'sent', chat: 'direct:100', externalId: `x-${part?.id}` });
  });

  it('show each model that failed before the one that answered', async () => {
    const sessionKey = web('fallback', 'weak');
    await client.ask('hello', { sessionKey });
    const { turn, steps } = await lastTurn(sessionKey);
    expect(turn).toMatchObject({ state: 'done', model: 'test/instant' });
    expect(steps.map(({ kind, name, state }) => [kind, name, state])).toEqual([
      ['route', 'web', 'done'],
      ['model', 'test/forbidden', 'failed'],
      ['model', 'test/instant', 'done'],
    ]);
    const failed = readTraceDetail('model', steps[1]?.detail ?? {});
    expect(failed).toMatchObject({ code: 'PROVIDER_ACCESS_REFUSED' });
    expect(failed.prompt?.count).toBe(1);
  });

  it('hold the questions to the owner, as steps with the time they took', async () => {
    const sessionKey = web('asking');
    const run = await client.send('model:tool tool:wait args:{"seconds":0}', { sessionKey });
    const { approval } = await client.event('approval.changed');
    const before = await lastTurn(sessionKey);
    expect(before.steps.at(-1)).toMatchObject({ kind: 'approval', name: 'wait', state: 'running' });
    await client.request('approval.resolve', { id: approval.id, decision: 'allow' });
    await run.end;
    const { steps, approvals } = await lastTurn(sessionKey);
    expect(approvals).toMatchObject([{ id: approval.id, state: 'allowed' }]);
    expect(steps.map(({ kind, state }) => [kind, state])).toEqual([
      ['route', 'done'],
      ['model', 'done'],
      ['approval', 'done'],
      ['tool', 'done'],
      ['model', 'done'],
    ]);
    expect(readTraceDetail('tool', steps[3]?.detail ?? {})).toMatchObject({
      callId: approval.callId,
      arguments: { seconds: 0 },
    });
  });

  it('are followed as they happen', async () => {
    const key = await talk('look at me', '101');
    await client.request('events.watch', { sessionKeys: [key] });
    await talk('follow me', '101');
    await client.request('events.watch', {});
    const { turn } = await lastTurn(key);
    const told = client
      .eventsOf('agent')
      .filter(({ stream, data }) => stream === 'trace' && data['turnId'] === turn.id);
    expect(told.map(({ data }) => [data['kind'], data['state']])).toEqual([
      ['route', 'done'],
      ['model', 'done'],
      ['delivery', 'ready'],
      ['delivery', 'sending'],
      ['delivery', 'sent'],
    ]);
    expect(told[0]).toMatchObject({ runId: turn.runId });
  });

  it('show the prompt of each call as it was sent, also after the conversation went on', async () => {
    const sessionKey = web('prompts');
    await client.ask('first', { sessionKey });
    await client.ask('model:tool tool:calculate args:{"expression":"1+1"}', { sessionKey });
    const { turn, steps } = await lastTurn(sessionKey);
    const calls = steps.filter(({ kind }) => kind === 'model');
    await client.ask('/status', { sessionKey });
    await client.ask('later', { sessionKey });
    const [one, two] = await Promise.all(
      calls.map(({ id: stepId }) => client.request('turns.prompt', { turnId: turn.id, stepId })),
    );
    expect(one).toMatchObject({ isComplete: true, model: 'test/echo' });
    expect(one?.system).toContain('You are assistant');
    expect(one?.tools.map(({ name }) => name).toSorted()).toEqual(['calculate', 'wait']);
    expect(one?.messages.map(({ role, text }) => [role, text])).toEqual([
      ['user', 'first'],
      ['assistant', 'echo: first'],
      ['user', 'model:tool tool:calculate args:{"expression":"1+1"}'],
    ]);
    expect(two?.messages.map(({ role }) => role).slice(3)).toEqual(['assistant', 'tool']);
    expect(two?.messages.at(-1)?.text).toContain('2');
    const gone = await client.refused('turns.prompt', { turnId: turn.id, stepId: 0 });
    expect(gone.details.code).toBe('STEP_UNKNOWN');
  });

  it('are replayed against another agent or model: counted, and nothing is stored or run', async () => {
    const sessionKey = web('replay');
    await client.ask('again please', { sessionKey });
    const { turn } = await lastTurn(sessionKey);
    const count = (): unknown[] =>
      ['message', 'turn', 'outbox', 'trace'].map(
        (table) => scene.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]?.n,
      );
    const before = count();
    const same = await client.request('turns.replay', { turnId: turn.id });
    expect(same).toMatchObject({ agentId: 'assistant', model: 'test/echo' });
    expect(same.text).toBe('echo: again please');
    expect(same.costMicros).toBeGreaterThan(0);
    const model = await client.request('turns.replay', { turnId: turn.id, model: 'test/tool' });
    expect(model.toolCalls).toHaveLength(1);
    const other = await client.request('turns.replay', { turnId: turn.id, agentId: 'other' });
    expect(other).toMatchObject({ agentId: 'other', text: 'echo: again please' });
    expect(count()).toEqual(before);
    for (const agentId of ['none', 'constructor']) {
      const failure = await client.refused('turns.replay', { turnId: turn.id, agentId });
      expect(failure.details.code).toBe('AGENT_UNKNOWN');
    }
  });
});

describe('branches', () => {
  it('come of editing and retrying, are read, compared, exported and chosen', async () => {
    const sessionKey = web('branches');
    await client.ask('one', { sessionKey });
    await client.ask('two', { sessionKey });
    const { messages } = await client.request('chat.history', { sessionKey });
    const edit = {
      ...{ sessionKey, messageId: messages[2]?.id ?? '', message: 'two, better' },
      idempotencyKey: 'edit-1',
    };
    const begun = await client.request('chat.edit', edit);
    expect(begun).toEqual({ runId: 'edit-1', status: 'started' });
    await client.event('chat', ({ runId, state }) => runId === 'edit-1' && state === 'final');
    expect(await client.request('chat.edit', edit)).toEqual({ runId: 'edit-1', status: 'ok' });
    expect(await said(sessionKey)).toEqual([
      'user: one',
      'assistant: echo: one',
      'user: two, better',
      'assistant: echo: two, better',
    ]);
    const { branches } = await client.request('chat.branches', { key: sessionKey });
    expect(branches).toMatchObject([
      { isShown: true, lastText: 'echo: two, better' },
      { isShown: false, lastText: 'echo: two', forkId: messages[1]?.id, length: 2 },
    ]);
    const old = branches[1]?.headId ?? '';
    expect(await said(sessionKey, old)).toEqual(
      messages.map((message) => `${message.role}: ${textOf(message)}`),
    );
    const exported = await client.request('sessions.export', {
      ...{ key: sessionKey, format: 'json' as const, headId: old, withTraces: true },
    });
    const data = JSON.parse(exported.text) as {
      messages: unknown[];
      turns: { steps: unknown[] }[];
    };
    expect([data.messages.length, data.turns.length]).toEqual([4, 2]);
    expect(data.turns[0]?.steps.length).toBeGreaterThan(1);
    await client.request('chat.choose', { sessionKey, headId: old });
    expect(await said(sessionKey)).toContain('user: two');
    await client.ask('three', { sessionKey });
    expect((await said(sessionKey)).slice(3, 5)).toEqual(['assistant: echo: two', 'user: three']);
    const foreign = { sessionKey: web('list'), headId: old };
    expect((await client.refused('chat.choose', foreign)).details.code).toBe('MESSAGE_UNKNOWN');
    const answer = { ...edit, messageId: messages[1]?.id ?? '', idempotencyKey: 'edit-2' };
    expect((await client.refused('chat.edit', answer)).details.code).toBe('MESSAGE_NOT_ASKED');
  });
});

describe('stepping in', () => {
  it('answers as the assistant on the messenger, once, and the assistant knows of it', async () => {
    const key = await talk('is anybody there', '200');
    const answer = { sessionKey: key, message: 'A person here.', idempotencyKey: 'answer-1' };
    expect(await client.request('chat.answer', answer)).toEqual({ ok: true, isRepeat: false });
    expect(await client.request('chat.answer', answer)).toEqual({ ok: true, isRepeat: true });
    const job = await node.job(({ text }) => text === 'A person here.');
    expect(job.chat).toMatchObject({ kind: 'direct', id: '200' });
    await node.sent(job);
    const { messages } = await client.request('chat.history', { sessionKey: key });
    expect(messages.at(-1)).toMatchObject({
      ...{ role: 'assistant', sender: { id: 'owner' }, stopReason: 'person' },
    });
    expect(messages.filter((message) => textOf(message) === 'A person here.')).toHaveLength(1);
  });

  it('takes a conversation over and hands it back, across a restart', async () => {
    const key = await talk('before', '201');
    const { session } = await client.request('sessions.takeOver', { key, isOn: true });
    expect(session.takenOverAt).toBeGreaterThan(0);
    await node.receive('are you a person?', '201');
    await client.event('chat.message', ({ message }) => textOf(message) === 'are you a person?');
    await client.request('chat.answer', {
      ...{ sessionKey: key, message: 'Yes, one.', idempotencyKey: 'answer-2' },
    });
    const listed = await client.request('sessions.list', { state: 'taken-over' });
    expect(listed.sessions.map(({ key: one }) => one)).toEqual([key]);
    const refused = { sessionKey: key, idempotencyKey: 'retry-1' };
    expect((await client.refused('chat.retry', refused)).details.code).toBe('SESSION_TAKEN_OVER');

    await scene.end();
    await scene.start();
    client = await scene.connect();
    node = await connectNode(scene.gateway.url, scene.token, 'vps', 'tg');
    await node.sent(await node.job(({ text }) => text === 'Yes, one.'));
    await client.request('sessions.takeOver', { key, isOn: false });
    await node.receive('thanks', '201');
    await node.sent(await node.job((job) => job.text === 'echo: thanks' && !job.isDraft));
    const { turn, steps } = await lastTurn(key);
    const stepId = steps.find(({ kind }) => kind === 'model')?.id ?? 0;
    const prompt = await client.request('turns.prompt', { turnId: turn.id, stepId });
    expect(prompt.messages.map(({ role, text }) => `${role}: ${text}`)).toEqual([
      'user: before',
      'assistant: echo: before',
      'user: are you a person?',
      'assistant: Yes, one.',
      'user: thanks',
    ]);
    expect(prompt.isComplete).toBe(true);
    expect((await client.request('turns.list', { key })).turns).toHaveLength(2);
  });
});

describe('the outbox', () => {
  /** An answer that the messenger does not take. */
  async function stick(text: string, hasBegun: boolean): Promise<string> {
    await node.receive(text, '300');
    const { id, attempt } = await node.job((job) => job.text === `echo: ${text}` && !job.isDraft);
    const kind = hasBegun ? ('unreachable' as const) : ('invalid' as const);
    await node.request('node.outcomes', {
      outcomes: [{ result: 'failed', id, attempt, kind, hasBegun, reason: 'no' }],
    });
    await client.event('outbox.changed', (change) => change.id === id);
    return id;
  }

  it('lists what stuck; it is sent or dropped by a click', async () => {
    const held = await stick('cut off', true);
    const dead = await stick('too much', false);
    const { parts } = await client.request('outbox.list', { channel: 'tg' });
    expect(parts.map(({ id, state, error }) => [id, state, error])).toEqual([
      [dead, 'dead', 'no'],
      [held, 'held', 'no'],
    ]);
    const sessionKeys = parts.flatMap(({ sessionKey = [] }) => sessionKey);
    await client.request('events.watch', { sessionKeys });
    const { part } = await client.request('outbox.send', { id: held });
    expect(part).toMatchObject({ state: 'ready', isPossibleDuplicate: true });
    await node.sent(await node.job((job) => job.id === held && job.isPossibleDuplicate));
    await client.event('agent', ({ data }) => data['partId'] === held && data['state'] === 'sent');
    await client.request('events.watch', {});
    expect((await client.refused('outbox.send', { id: held })).details.code).toBe(
      'OUTBOX_PART_MOVING',
    );
    await client.request('outbox.drop', { id: dead });
    expect(await client.request('outbox.list', {})).toEqual({ parts: [] });
    expect((await client.refused('outbox.drop', { id: dead })).details.code).toBe(
      'OUTBOX_PART_UNKNOWN',
    );
    const { steps } = await lastTurn(parts[0]?.sessionKey ?? '');
    expect(steps.at(-1)).toMatchObject({ kind: 'delivery', detail: { isDropped: true } });
  });
});

describe('lists', () => {
  it('are narrowed by person, state, cost and error, and searched within them', async () => {
    await client.ask('model:forbidden hello', { sessionKey: web('broken', 'other') });
    const failed = await client.request('sessions.list', { state: 'failed' });
    expect(failed.sessions).toMatchObject([{ agentId: 'other', turns: 1 }]);
    expect(failed.sessions[0]?.errorCode).toMatch(/^PROVIDER_/);
    const dear = await client.request('sessions.list', { minCostMicros: 1, order: 'cost' });
    const costs = dear.sessions.map(({ costMicros }) => costMicros);
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
    expect(costs.length).toBeGreaterThan(2);
    const own = await client.request('sessions.list', { channel: 'web' });
    const { personId = '', sessionId = '' } = own.sessions[0] ?? {};
    const theirs = await client.request('sessions.list', { personId });
    expect(new Set(theirs.sessions.map((row) => row.personId))).toEqual(new Set([personId]));
    const { hits } = await client.request('sessions.search', { query: 'hello', sessionId });
    expect(new Set(hits.map((hit) => hit.sessionId))).toEqual(new Set([sessionId]));
    const agents = await client.request('sessions.search', { query: 'hello', agentId: 'weak' });
    expect(agents.hits.map(({ sessionKey }) => sessionKey)).toEqual([web('fallback', 'weak')]);
    const none = await client.request('sessions.search', { query: 'hello', channel: 'nowhere' });
    expect(none).toEqual({ hits: [] });
    const unwell = { query: 'hello', state: 'failed' as const, archived: false };
    const inFailed = await client.request('sessions.search', unwell);
    expect(inFailed.hits.map(({ sessionKey }) => sessionKey)).toEqual([web('broken', 'other')]);
    const past = { query: 'hello', untilAt: 1, minCostMicros: 1 };
    expect(await client.request('sessions.search', past)).toEqual({ hits: [] });
    const ranked = { query: 'echo', personId, order: 'rank' as const };
    expect((await client.request('sessions.search', ranked)).hits.length).toBeGreaterThan(0);
  });
});
