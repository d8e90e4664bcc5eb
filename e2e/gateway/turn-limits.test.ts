import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type ChatEnd, type Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
beforeAll(async () => {
  const agents = {
    assistant: { model: 'test/echo', default: true, tools: ['wait', 'calculate', 'clock'] },
    brief: { model: 'test/echo', timeoutSeconds: 5 },
    stepper: { model: 'test/tool-loop', tools: ['clock'], maxSteps: 3 },
    looper: { model: 'test/tool-loop', tools: ['wait'] },
    tokens: { model: 'test/echo', maxOutputTokens: 100, budget: { dailyTokens: 400 } },
    cost: { model: 'test/echo', maxOutputTokens: 100, budget: { dailyCost: 0.5 } },
    narrow: { model: 'test/slow', maxOutputTokens: 100, budget: { dailyTokens: 300 } },
  };
  const prices = { echo: { input: 1_000, output: 1_000 } };
  scene = await createScene({ provider: { prices }, config: { agents } });
  client = await scene.connect();
});
afterAll(() => scene.dispose());

function expectError(end: ChatEnd, code: string): void {
  expect(end.state).toBe('error');
  expect(end.message?.error?.code).toBe(code);
  expect(end.message?.error?.message.length).toBeGreaterThan(10);
  expect(end.message?.error?.hint.length).toBeGreaterThan(10);
}

/** What the conversation says of it to whoever opens it later. */
async function lastError(sessionKey: string): Promise<string | undefined> {
  const { messages } = await client.request('chat.history', { sessionKey });
  return messages.at(-1)?.error?.code;
}

describe('a turn', () => {
  it('that takes too long ends visibly, and what waits behind it goes on', async () => {
    const sessionKey = 'agent:brief:main';
    const run = await client.send('model:slow wordMs:100 words:900', { sessionKey });
    await client.event('chat', (event) => event.runId === run.runId && event.state === 'delta');
    const next = await client.send('next', { sessionKey, queueMode: 'followup' });
    const end = await run.end;
    expectError(end, 'TURN_EXPIRED');
    expect(end).toMatchObject({ errorKind: 'timeout' });
    expect(textOf(end.message)).toMatch(/^word1 /);
    expect(textOf((await next.end).message)).toBe('echo: next');
    const [turn] = scene.query<{ state: string }>(
      'SELECT state FROM turn WHERE run_id = ?',
      run.runId,
    );
    expect(turn?.state).toBe('expired');
  });

  it('with too many steps is stopped', async () => {
    const sessionKey = 'agent:stepper:main';
    expectError(await client.ask('go', { sessionKey }), 'TURN_TOO_MANY_STEPS');
    expect(await scene.model.countRequests('go')).toBe(3);
    expect(await lastError(sessionKey)).toBe('TURN_TOO_MANY_STEPS');
  });

  it('that repeats the same tool call with the same result is told so, then stopped', async () => {
    const end = await client.ask('round and round args:{"seconds":0}', {
      sessionKey: 'agent:looper:main',
    });
    expectError(end, 'TURN_TOOL_LOOP');
    const traces = scene.query<{ state: string }>(
      `SELECT trace.state FROM trace JOIN turn ON turn.id = trace.turn_id
       WHERE turn.run_id = ? AND trace.kind = 'tool' ORDER BY trace.id`,
      end.runId,
    );
    expect(traces.map(({ state }) => state)).toEqual([
      ...['done', 'done', 'done'],
      ...['failed', 'failed', 'failed'],
    ]);
  });
});

describe('a daily budget', () => {
  it.each([
    ['tokens', 'tokens'],
    ['cost', 'US dollars'],
  ])('of %s is a hard stop', async (agent, unit) => {
    const sessionKey = `agent:${agent}:main`;
    const ends: ChatEnd[] = [];
    for (let index = 0; index < 12 && ends.at(-1)?.state !== 'error'; index += 1)
      ends.push(await client.ask(`${agent} question ${index}`, { sessionKey }));
    const last = ends.at(-1);
    if (!last) throw new Error('no answer');
    expect(ends[0]?.state).toBe('final');
    expectError(last, 'BUDGET_EXHAUSTED');
    expect(last.message?.error?.message).toContain(unit);
    const asked = ends.length;
    expect(await scene.model.countRequests(`${agent} question ${asked - 1}`)).toBe(0);
    // No later message gets through either, and other agents are not touched.
    expectError(await client.ask('once more', { sessionKey }), 'BUDGET_EXHAUSTED');
    expect((await client.ask('hello')).state).toBe('final');
  });

  it('is reserved before the call: two at once do not pass it together', async () => {
    const words = 'words:5 wordMs:60';
    const runs = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        client.send(`${words} ${name}`, { sessionKey: `agent:narrow:${name}` }),
      ),
    );
    const ends = await Promise.all(runs.map((run) => run.end));
    expect(ends.map(({ state }) => state).toSorted()).toEqual(['error', 'error', 'final']);
  });
});
