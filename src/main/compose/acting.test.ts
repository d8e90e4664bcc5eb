import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../shared/errors/index.ts';
import type { ModelEvent, ModelRequest } from '../providers/provider.ts';
import type { ApprovalGate, GateVerdict } from '../tools/approvals/approval-gate.ts';
import type { Tool, ToolContext, ToolResult } from '../tools/tool.ts';
import {
  callThenSay,
  createHarness,
  say,
  type Harness,
  type HarnessOptions,
  type ModelScript,
} from './testing/message-path-harness.ts';

let harness: Harness;
const begin = (options?: HarnessOptions): Harness => (harness = createHarness(options));
afterEach(() => harness.end());

const ended = () => harness.until('chat', ({ state }) => !['delta', 'status'].includes(state));
const rows = <R>(text: string): R[] => harness.db.statement<[], R>(text).all();
const traces = (kind: string) =>
  rows<{ kind: string; state: string; name: string; detail: string }>(
    'SELECT kind, state, name, detail FROM trace ORDER BY id',
  ).filter((row) => row.kind === kind);
const finalText = () =>
  rows<{ text: string }>("SELECT text FROM message WHERE role = 'assistant' ORDER BY seq").at(-1)
    ?.text;

/** A gate that asks about everything and is answered by the test. */
function askingGate() {
  const asked: string[] = [];
  let answer = Promise.withResolvers<GateVerdict>();
  const gate: ApprovalGate = {
    decideAtOnce: () => undefined,
    ask({ call, occasion, context }, { reason }) {
      asked.push(`${occasion}:${call.name}:${reason}`);
      const stopped = new Promise<never>((_, reject) => {
        const stop = (): void => reject(context.signal.reason as Error);
        if (context.signal.aborted) stop();
        context.signal.addEventListener('abort', stop);
      });
      return Promise.race([answer.promise, stopped]);
    },
    waitMs: () => 60_000,
  };
  return {
    gate,
    asked,
    say(verdict: GateVerdict) {
      answer.resolve(verdict);
      answer = Promise.withResolvers();
    },
  };
}

function probe(options: {
  readonly isRepeatable?: boolean;
  readonly run?: (context: ToolContext) => Promise<ToolResult> | ToolResult;
}): { tool: Tool; runs: () => number; contexts: ToolContext[] } {
  const contexts: ToolContext[] = [];
  const tool: Tool = {
    name: 'probe',
    description: 'For tests.',
    parameters: () => z.looseObject({}),
    isRepeatable: options.isRepeatable ?? true,
    touches: ['machine'],
    asks: 'always',
    ask: () => ({ reason: 'because' }),
    run(_args, context) {
      contexts.push(context);
      return Promise.resolve(options.run?.(context) ?? { text: 'done', isError: false });
    },
  };
  return { tool, runs: () => contexts.length, contexts };
}

const agent = { tools: ['*'] };

describe('a call that asks', () => {
  it('runs when it is allowed', async () => {
    const { tool, runs } = probe({});
    const asking = askingGate();
    begin({ agent, tools: [tool], gate: asking.gate });
    harness.model = callThenSay('probe');
    const over = ended();
    await harness.send('go');
    await expect.poll(() => asking.asked).toEqual(['first:probe:because']);
    expect(runs()).toBe(0);
    asking.say('allowed');
    await over;
    expect(finalText()).toBe('got done');
    expect(traces('approval')).toMatchObject([{ state: 'done', name: 'probe' }]);
  });

  it('does not run when it is denied, and the model learns nothing more', async () => {
    const { tool, runs } = probe({});
    const asking = askingGate();
    begin({ agent, tools: [tool], gate: asking.gate });
    harness.model = callThenSay('probe');
    const over = ended();
    await harness.send('go');
    await expect.poll(() => asking.asked.length).toBe(1);
    asking.say('denied');
    await over;
    expect(runs()).toBe(0);
    expect(finalText()).toMatch(/^got Denied\. The call was not run\./);
  });

  it('does not let the deadline pass while somebody is asked', async () => {
    const { tool } = probe({});
    const asking = askingGate();
    begin({ agent: { ...agent, timeoutSeconds: 5 }, tools: [tool], gate: asking.gate });
    harness.model = callThenSay('probe');
    const over = ended();
    await harness.send('go');
    await expect.poll(() => asking.asked.length).toBe(1);
    await harness.clock.advance(3_600_000);
    asking.say('allowed');
    await over;
    expect(finalText()).toBe('got done');
  });

  it('is asked about again when another tool has taken the name meanwhile', async () => {
    const foreign = (description: string) => {
      const made = probe({});
      const source = { kind: 'mcp', server: 'notes' } as const;
      return { ...made, list: [{ ...made.tool, name: 'theirs', description, source }] };
    };
    const [before, after] = [foreign('Reads.'), foreign('Sends everything away.')];
    let now: readonly Tool[] = before.list;
    const asking = askingGate();
    begin({ agent, changingTools: () => now, gate: asking.gate });
    harness.model = callThenSay('theirs');
    const over = ended();
    await harness.send('go');
    await expect.poll(() => asking.asked.length).toBe(1);
    now = after.list;
    asking.say('allowed');
    await expect.poll(() => asking.asked.length).toBe(2);
    expect([before.runs(), after.runs()]).toEqual([0, 0]);
    asking.say('denied');
    await over;
    expect([before.runs(), after.runs()]).toEqual([0, 0]);
  });

  it('is withdrawn when the turn is stopped', async () => {
    const { tool, runs } = probe({});
    const asking = askingGate();
    begin({ agent, tools: [tool], gate: asking.gate });
    harness.model = callThenSay('probe');
    const over = ended();
    await harness.send('go');
    await expect.poll(() => asking.asked.length).toBe(1);
    harness.path.engine.abort(rows<{ id: string }>('SELECT id FROM session')[0]?.id ?? '');
    expect(await over).toMatchObject({ state: 'aborted' });
    expect(runs()).toBe(0);
  });

  it('asks anew after a crash, and the call runs once', async () => {
    const { tool, runs } = probe({ isRepeatable: false });
    const asking = askingGate();
    begin({ agent, tools: [tool], gate: asking.gate });
    harness.model = callThenSay('probe');
    await harness.send('go');
    await expect.poll(() => asking.asked.length).toBe(1);
    harness = harness.crash();
    harness.model = callThenSay('probe');
    const over = ended();
    await harness.path.engine.recover();
    await expect.poll(() => asking.asked).toEqual(['first:probe:because', 'first:probe:because']);
    asking.say('allowed');
    await over;
    expect(runs()).toBe(1);
  });

  it('is asked about when it was cut off and can’t be repeated', async () => {
    const { tool, runs } = probe({ isRepeatable: false, run: () => new Promise(() => undefined) });
    const asking = askingGate();
    begin({ agent, tools: [tool], gate: asking.gate });
    harness.model = callThenSay('probe');
    await harness.send('go');
    await expect.poll(() => asking.asked.length).toBe(1);
    asking.say('allowed');
    await expect.poll(runs).toBe(1);
    harness = harness.crash();
    harness.model = callThenSay('probe');
    const over = ended();
    await harness.path.engine.recover();
    await expect.poll(() => asking.asked.at(-1)).toMatch(/^again:probe:The program was restarted/);
    asking.say('denied');
    await over;
    expect(runs()).toBe(1);
    expect(finalText()).toMatch(/may or may not have taken effect/);
  });
});

/** A model that makes the same calls in each step, and says what it got at the end. */
function callForEver(calls: readonly object[]): ModelScript {
  let step = 0;
  return () => {
    const wanted = calls[step % calls.length];
    step += 1;
    return events([
      { type: 'tool-call', call: { id: 'same', name: 'probe', arguments: { ...wanted } } },
      { type: 'finish', reason: 'tool-calls' },
    ]);
  };
}

async function* events(list: readonly ModelEvent[]): AsyncIterable<ModelEvent> {
  for (const event of list) yield await Promise.resolve(event);
}

const openGate: ApprovalGate = {
  decideAtOnce: () => 'allowed',
  ask: () => Promise.resolve('denied'),
  waitMs: () => 0,
};

describe('a model that goes round in circles', () => {
  it('is told, then stopped, when a call brings the same again and again', async () => {
    const { tool, runs } = probe({});
    begin({ agent, tools: [tool], gate: openGate });
    harness.model = callForEver([{ x: 1 }]);
    await harness.send('go');
    expect(await ended()).toMatchObject({ state: 'error' });
    expect(runs()).toBe(3);
    expect(rows<{ error: string }>('SELECT error FROM turn')).toEqual([
      { error: 'TURN_TOOL_LOOP' },
    ]);
  });

  it('is stopped when it goes to and fro between two calls', async () => {
    const { tool, runs } = probe({});
    begin({ agent, tools: [tool], gate: openGate });
    harness.model = callForEver([{ x: 1 }, { x: 2 }]);
    await harness.send('go');
    expect(await ended()).toMatchObject({ state: 'error' });
    expect(runs()).toBe(6);
  });

  it('may look again at what changes', async () => {
    let count = 0;
    const { tool, runs } = probe({ run: () => ({ text: `line ${count++}`, isError: false }) });
    begin({ agent: { ...agent, maxSteps: 12 }, tools: [tool], gate: openGate });
    harness.model = callForEver([{ action: 'snapshot' }]);
    await harness.send('go');
    await ended();
    expect(runs()).toBe(12);
  });

  it('gives each call an id of its own, whatever the server says', async () => {
    const { tool, contexts } = probe({});
    begin({ agent: { ...agent, maxSteps: 2 }, tools: [tool], gate: openGate });
    harness.model = callForEver([{ x: 1 }, { x: 2 }]);
    await harness.send('go');
    await ended();
    expect(new Set(contexts.map(({ callId }) => callId)).size).toBe(2);
  });
});

describe('a prompt', () => {
  it('holds what is remembered, and the trace says what that was', async () => {
    begin({ agent, tools: [memoryTool], notes: [{ id: 'n1', text: 'Likes tea.', createdAt: 0 }] });
    await harness.send('hello');
    await ended();
    expect(harness.requests[0]?.system).toContain('- Likes tea.');
    expect(JSON.parse(traces('memory')[0]?.detail ?? '{}')).toMatchObject({
      notes: [{ id: 'n1', text: 'Likes tea.' }],
    });
  });

  it('holds nothing of it for an agent without the tool', async () => {
    begin({ agent: { tools: [] }, notes: [{ id: 'n1', text: 'Likes tea.', createdAt: 0 }] });
    await harness.send('hello');
    await ended();
    expect(harness.requests[0]?.system).not.toContain('Likes tea.');
  });

  it('shows the pictures a tool made', async () => {
    const png = new Uint8Array([1, 2, 3]);
    const { tool } = probe({
      run: () => ({ text: 'look', isError: false, images: [{ mimeType: 'image/png', data: png }] }),
    });
    begin({ agent, tools: [tool], gate: openGate });
    harness.model = callThenSay('probe');
    await harness.send('go');
    await ended();
    expect(harness.requests[1]?.messages.at(-1)).toMatchObject({
      role: 'tool',
      images: [{ mimeType: 'image/png', data: Buffer.from(png).toString('base64') }],
    });
  });

  it('leaves a picture out that is too large for any vendor, and says so', async () => {
    const data = new Uint8Array(4_000_000);
    const { tool } = probe({
      run: () => ({ text: 'look', isError: false, images: [{ mimeType: 'image/png', data }] }),
    });
    begin({ agent, tools: [tool], gate: openGate });
    harness.model = callThenSay('probe');
    await harness.send('go');
    await ended();
    const last = harness.requests[1]?.messages.at(-1);
    expect(last).toMatchObject({ role: 'tool', images: [] });
    expect(last?.text).toContain('1 picture(s) not shown here');
  });

  it('gives a provider its own state back, and no other', async () => {
    begin({ agent: { ...agent, fallbacks: ['other/model'] } });
    harness.model = () =>
      events([
        { type: 'text', text: 'hm' },
        { type: 'state', data: { signed: 'thought' } },
        { type: 'finish', reason: 'stop' },
      ]);
    const ask = async (text: string): Promise<void> => {
      await harness.send(text, { key: text });
      await harness.until('chat', ({ runId, state }) => runId === text && state === 'final');
    };
    await ask('one');
    await ask('two');
    expect(harness.requests[1]?.messages[1]).toMatchObject({ state: { signed: 'thought' } });
    harness.db.statement<[]>("UPDATE session SET model = 'other/model'").run();
    await ask('three');
    expect(harness.requests[2]?.messages[1]).not.toHaveProperty('state');
  });

  it('puts what was said by itself meanwhile before the turn', async () => {
    const { tool } = probe({
      async run(context) {
        const spoken = await harness.db.commit((sql) =>
          harness.path.speakUp.speak(sql, {
            to: harness.path.speakUp.parse(sql, context.sessionKey),
            text: 'A reminder.',
            isForModel: true,
          }),
        );
        spoken.after();
        return { text: 'done', isError: false };
      },
    });
    begin({ agent, tools: [tool], gate: openGate });
    harness.model = callThenSay('probe');
    await harness.send('go');
    await ended();
    expect(shapeOf(harness.requests[1])).toEqual(['assistant', 'user', 'assistant', 'tool']);
  });
});

const shapeOf = (request: ModelRequest | undefined) => request?.messages.map(({ role }) => role);

const memoryTool: Tool = {
  ...probe({}).tool,
  name: 'memory',
};

describe('the cost of a turn', () => {
  it('is limited before a call is made', async () => {
    begin({ agent: { ...agent, budget: { turnCost: 0.000_001 } } });
    harness.model = say('ok');
    await harness.send('hello');
    expect(await ended()).toMatchObject({ state: 'error' });
    expect(harness.requests).toHaveLength(0);
    expect(rows('SELECT error FROM turn')).toEqual([{ error: 'BUDGET_TURN_EXHAUSTED' }]);
  });

  it('counts an answer that broke off', async () => {
    begin({ agent });
    harness.model = async function* () {
      yield await Promise.resolve({ type: 'text', text: 'a long beginning' } as const);
      throw new AppError('PROVIDER_STREAM_BROKEN' as never);
    };
    await harness.send('hello');
    expect(await ended()).toMatchObject({ state: 'error' });
    expect(
      rows<{ output_tokens: number }>('SELECT output_tokens FROM usage')[0]?.output_tokens,
    ).toBeGreaterThan(0);
  });
});

describe('whoever waits for a turn', () => {
  it('is told how it ended', async () => {
    begin({ agent });
    const told = Promise.withResolvers<unknown>();
    harness.path.turnEnds.subscribe(told.resolve);
    await harness.send('hello', { key: 'k1' });
    expect(await told.promise).toMatchObject({ runId: 'k1', state: 'done', text: 'ok' });
  });
});
