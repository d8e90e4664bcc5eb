import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Inbound } from '../delivery/intake.ts';
import type { Tool } from '../tools/tool.ts';
import {
  callThenSay,
  createHarness,
  say,
  sayAndHold,
  telegramMessage,
  type Harness,
  type HarnessOptions,
} from './testing/message-path-harness.ts';

let harness: Harness;
const begin = (options?: HarnessOptions): Harness => (harness = createHarness(options));
afterEach(() => harness.end());

const final = (runId: string) =>
  harness.until(
    'chat',
    (event) => event.runId === runId && event.state !== 'delta' && event.state !== 'status',
  );
const rows = <R>(text: string): R[] => harness.db.statement<[], R>(text).all();
const turns = () =>
  rows<{ state: string; stop_reason: string | null; attempt: number }>(
    'SELECT state, stop_reason, attempt FROM turn ORDER BY id',
  );
const inbox = () =>
  rows<{ state: string; turn_id: string | null }>('SELECT state, turn_id FROM inbox ORDER BY id');
const texts = () =>
  rows<{ role: string; text: string }>('SELECT role, text FROM message ORDER BY seq').map(
    (row) => `${row.role}: ${row.text}`,
  );
const outbox = () =>
  rows<{ state: string; text: string; is_duplicate: number }>(
    'SELECT state, text, is_duplicate FROM outbox ORDER BY id',
  );

describe('a message from the web', () => {
  it('becomes a turn, an answer, and a trace of how it came to be', async () => {
    begin();
    await harness.send('hello', { key: 'a' });
    expect(await final('a')).toMatchObject({ state: 'final', stopReason: 'stop' });
    expect(texts()).toEqual(['user: hello', 'assistant: ok']);
    expect(inbox()).toMatchObject([{ state: 'done' }]);
    expect(inbox()[0]?.turn_id).not.toBeNull();
    expect(
      rows<{ kind: string }>('SELECT kind FROM trace ORDER BY id').map((row) => row.kind),
    ).toEqual(['route', 'model']);
  });

  it('is answered once, however often it comes', async () => {
    begin();
    await harness.send('hello', { key: 'a' });
    await final('a');
    expect(await harness.send('hello', { key: 'a' })).toMatchObject([{ status: 'ok' }]);
    expect(harness.requests).toHaveLength(1);
  });

  it('never reaches a model when it is a command', async () => {
    begin();
    await harness.send('/help', { key: 'a' });
    expect(await final('a')).toMatchObject({ state: 'final', stopReason: 'command' });
    await harness.send('hello', { key: 'b' });
    await final('b');
    expect(harness.requests[0]?.messages).toEqual([{ role: 'user', text: 'hello' }]);
  });
});

describe('messages that come while an answer is written', () => {
  const hold = async (options?: HarnessOptions) => {
    begin(options);
    const held = sayAndHold('first');
    harness.model = held.model;
    await harness.send('one', { key: 'a' });
    await harness.until('chat', (event) => event.state === 'delta');
    harness.model = say('second');
    return held;
  };

  it('wait for a turn of their own, one each', async () => {
    const held = await hold({ agent: { queue: 'followup' } });
    await harness.send('two', { key: 'b' });
    await harness.send('three', { key: 'c' });
    held.letGo();
    await final('c');
    expect(turns()).toHaveLength(3);
    expect(new Set(inbox().map((row) => row.turn_id)).size).toBe(3);
  });

  it('are collected into one turn, and each of their runs hears of its end', async () => {
    const held = await hold({ agent: { queue: 'collect' } });
    await harness.send('two', { key: 'b' });
    await harness.send('three', { key: 'c' });
    held.letGo();
    await final('c');
    expect(await final('b')).toMatchObject({ stopReason: 'merged' });
    expect(turns()).toHaveLength(2);
    expect(harness.requests[1]?.messages.map((message) => message.text)).toEqual([
      'one',
      'first',
      'two',
      'three',
    ]);
  });

  it('end the answer when they are to interrupt it; what was said is kept', async () => {
    await hold({ agent: { queue: 'interrupt' } });
    await harness.send('two', { key: 'b' });
    expect(await final('a')).toMatchObject({ state: 'aborted' });
    await final('b');
    expect(texts()).toEqual(['user: one', 'assistant: first', 'user: two', 'assistant: second']);
  });

  it('are seen by the running turn at its next step', async () => {
    const tool = makeTool(true);
    begin({ agent: { tools: ['probe'] }, tools: [tool.tool] });
    harness.model = callThenSay('probe');
    await harness.send('one', { key: 'a' });
    await tool.started;
    await harness.send('two', { key: 'b' });
    tool.finish('fine');
    await final('a');
    expect(await final('b')).toMatchObject({ stopReason: 'merged' });
    expect(harness.requests[1]?.messages.map((message) => message.role)).toEqual([
      'user',
      'assistant',
      'tool',
      'user',
    ]);
    expect(turns()).toHaveLength(1);
  });

  it('do not wait when they say stop', async () => {
    await hold();
    await harness.send('/stop', { key: 'b' });
    expect(await final('a')).toMatchObject({ state: 'aborted' });
    expect(turns()).toMatchObject([{ state: 'aborted' }]);
  });
});

describe('after a crash', () => {
  it('the turn goes on and the message is answered once', async () => {
    begin();
    harness.model = sayAndHold('half an ans').model;
    await harness.send('hello', { key: 'a' });
    await harness.until('chat', (event) => event.state === 'delta');
    harness = harness.crash();
    harness.model = say('whole answer');
    await harness.path.engine.recover();
    await final('a');
    expect(texts()).toEqual(['user: hello', 'assistant: whole answer']);
    expect(turns()).toMatchObject([{ state: 'done', attempt: 2 }]);
  });

  it('a tool that may be repeated runs again', async () => {
    const before = makeTool(true);
    begin({ agent: { tools: ['probe'] }, tools: [before.tool] });
    harness.model = callThenSay('probe');
    await harness.send('go', { key: 'a' });
    await before.started;
    harness = harness.crash();
    harness.model = callThenSay('probe');
    before.finish('fine');
    await harness.path.engine.recover();
    await final('a');
    expect(before.runs()).toBe(2);
    expect(texts().at(-1)).toBe('assistant: got fine');
  });

  it('about a tool that may not be repeated the owner is asked, and the model is told', async () => {
    const before = makeTool(false);
    begin({ agent: { tools: ['probe'] }, tools: [before.tool] });
    harness.model = callThenSay('probe');
    await harness.send('go', { key: 'a' });
    await before.started;
    harness = harness.crash();
    harness.model = callThenSay('probe');
    await harness.path.engine.recover();
    const { approval } = await harness.until('approval.changed');
    expect(approval).toMatchObject({ tool: 'probe', occasion: 'again', state: 'pending' });
    const answer = { decision: 'deny', isAlways: false, by: undefined, via: 'client' } as const;
    await harness.approvals.resolve(approval.id, answer);
    await final('a');
    expect(before.runs()).toBe(1);
    expect(texts().at(-1)).toContain('may or may not have taken effect');
  });

  it('the queue is not forgotten', async () => {
    begin({ agent: { queue: 'followup' } });
    harness.model = sayAndHold('first').model;
    await harness.send('one', { key: 'a' });
    await harness.send('two', { key: 'b' });
    harness = harness.crash();
    await harness.path.engine.recover();
    await final('b');
    expect(turns().map((turn) => turn.state)).toEqual(['done', 'done']);
  });
});

describe('what ends a turn', () => {
  it('is its deadline', async () => {
    begin({ agent: { timeoutSeconds: 30 } });
    harness.model = sayAndHold('so far').model;
    await harness.send('hello', { key: 'a' });
    await harness.until('chat', (event) => event.state === 'delta');
    await harness.clock.advance(30_001);
    expect(await final('a')).toMatchObject({ state: 'error', errorKind: 'timeout' });
    expect(turns()).toMatchObject([{ state: 'expired' }]);
  });

  it('frees the lane also when the model does not obey', async () => {
    begin({ agent: { timeoutSeconds: 30 } });

    harness.model = async function* () {
      await new Promise(() => undefined);
    };
    await harness.send('hello', { key: 'a' });
    await harness.clock.advance(36_000);
    await final('a');
    harness.model = say('fresh');
    await harness.send('again', { key: 'b' });
    expect(await final('b')).toMatchObject({ state: 'final' });
  });

  it('is too many steps, or the same call again and again', async () => {
    const tool = makeTool(true);
    tool.finish('fine');
    begin({ agent: { tools: ['probe'], maxSteps: 20 }, tools: [tool.tool] });
    let calls = 0;
    harness.model = async function* () {
      yield { type: 'tool-call', call: { id: `c${calls++}`, name: 'probe', arguments: {} } };
      yield { type: 'finish', reason: 'tool-calls' };
    };
    await harness.send('go', { key: 'a' });
    expect(await final('a')).toMatchObject({
      state: 'error',
      message: { error: { code: 'TURN_TOOL_LOOP' } },
    });
    expect(tool.runs()).toBe(3);
  });

  it('is the daily budget, before the call and not after', async () => {
    begin({ agent: { budget: { dailyTokens: 6_000 }, maxOutputTokens: 4_000 } });
    await harness.send('one', { key: 'a' });
    await final('a');
    harness.db.exec('UPDATE usage SET output_tokens = 5000');
    await harness.send('two', { key: 'b' });
    expect(await final('b')).toMatchObject({ message: { error: { code: 'BUDGET_EXHAUSTED' } } });
    expect(harness.requests).toHaveLength(1);
  });
});

describe('a messenger', () => {
  const open = { access: { direct: 'open' } };

  it('gives a stranger one code, and lets them in when the owner says so in a chat', async () => {
    begin();
    await harness.receive();
    await harness.receive({ dedupeKey: '42:2:0' });
    expect(outbox()).toHaveLength(1);
    const code = /code: (\w{8})/.exec(outbox()[0]?.text ?? '')?.[1] ?? '';
    await harness.send(`/approve ${code}`, { key: 'a' });
    expect(outbox()[1]?.text).toMatch(/let in/);
    await harness.receive({ dedupeKey: '42:3:0' });
    await harness.until('chat', (event) => event.state === 'final' && event.stopReason === 'stop');
    expect(outbox()[2]).toMatchObject({ text: 'ok' });
  });

  it('gets each part once, the next when the one before is settled', async () => {
    begin({ channel: open });
    harness.model = say('x'.repeat(9_000));
    await harness.receive();
    await harness.until('chat', (event) => event.state === 'final');
    await settled(1);
    expect(harness.jobs).toHaveLength(1);
    for (let n = 1; n <= 3; n += 1) {
      await settled(n);
      const job = harness.jobs[n - 1];
      if (job)
        await harness.path.dispatcher.settle([
          { result: 'sent', id: job.id, attempt: job.attempt, externalId: String(n) },
        ]);
    }
    expect(outbox().map((row) => row.state)).toEqual(['sent', 'sent', 'sent']);
  });

  it('marks what was on the wire when its host died, and asks no model again', async () => {
    begin({ channel: open });
    await harness.receive();
    await settled(1);
    harness = harness.crash();
    await harness.path.engine.recover();
    await harness.path.dispatcher.recovered('local', 'run-2');
    harness.path.dispatcher.wakeNode('local');
    await settled(1);
    expect(harness.jobs).toMatchObject([{ text: 'ok', isPossibleDuplicate: true, attempt: 2 }]);
    expect(harness.requests).toHaveLength(0);
  });

  it('keeps what was on the wire for the owner where the channel says hold', async () => {
    begin({ channel: { ...open, onUnknown: 'hold' } });
    await harness.receive();
    await settled(1);
    harness = harness.crash();
    await harness.path.dispatcher.recovered('local', 'run-2');
    expect(outbox()).toMatchObject([{ state: 'held' }]);
  });

  it('keeps a message on which our own code fails, and goes on with the others', async () => {
    begin({ channel: open });
    const broken = telegramMessage({ dedupeKey: 'bad' });
    const fine = telegramMessage({ dedupeKey: 'good' });
    const both = [{ ...broken, chat: null as never }, fine].map((envelope) => ({ envelope }));
    expect(await harness.path.intake.accept(both)).toMatchObject([
      { status: 'ignored', reason: 'failed' },
      { status: 'started' },
    ]);
  });

  it('waits while its host is away and loses nothing', async () => {
    begin({ channel: open });
    harness.isHostThere = false;
    await harness.receive();
    await harness.until('chat', (event) => event.state === 'final');
    expect(harness.jobs).toHaveLength(0);
    harness.isHostThere = true;
    harness.path.dispatcher.wakeNode('local');
    await settled(1);
    expect(harness.jobs).toMatchObject([{ text: 'ok', isPossibleDuplicate: false }]);
  });
});

/** Waits until so many jobs were handed to the host. */
async function settled(count: number): Promise<void> {
  while (harness.jobs.length < count) await new Promise((resolve) => setImmediate(resolve));
}

function makeTool(isRepeatable: boolean) {
  const started = Promise.withResolvers<undefined>();
  const finished = Promise.withResolvers<string>();
  let runs = 0;
  const tool: Tool = {
    name: 'probe',
    description: 'For tests.',
    parameters: () => z.object({}),
    isRepeatable,
    touches: ['nothing'],
    asks: 'never',
    async run() {
      runs += 1;
      started.resolve(undefined);
      return { text: await finished.promise, isError: false };
    },
  };
  return { tool, started: started.promise, finish: finished.resolve, runs: () => runs };
}

describe('the door, while something is renamed', () => {
  const home = (one: Inbound): Inbound => ({ ...one, sessionKey: 'agent:assistant:home' });
  const sessions = () => rows<{ key: string }>('SELECT key FROM session ORDER BY id');

  it('changes what waited, and nothing that comes later, whoever lets go first', async () => {
    begin();
    const [first, second] = [harness.path.holdIntake(), harness.path.holdIntake()];
    const waited = harness.send('one', { key: 'a', session: 'agent:assistant:x' });
    first(home);
    second();
    await waited;
    await harness.send('two', { key: 'b', session: 'agent:assistant:x' });
    expect(sessions()).toEqual([{ key: 'agent:assistant:home' }, { key: 'agent:assistant:x' }]);
  });
});
