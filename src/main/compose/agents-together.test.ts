import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Envelope } from '../../shared/model/envelope.ts';
import type { ModelEvent, ModelRequest } from '../providers/provider.ts';
import { addIdentity, addPerson, ensureOwner } from '../sessions/people-store.ts';
import { createHandBack, type HandBack } from '../tools/chats/hand-back.ts';
import { createMessageTool } from '../tools/chats/message.ts';
import { createSessionsTool } from '../tools/chats/sessions.ts';
import type { Tool } from '../tools/tool.ts';
import { silentLog } from '../platform/log.ts';
import {
  createHarness,
  say,
  type Harness,
  type ModelScript,
} from './testing/message-path-harness.ts';

let harness: Harness;
let handBack: HandBack;
afterEach(() => {
  handBack.stop();
  harness.end();
});

function begin(agent: object = {}): void {
  const chats: Tool = createMessageTool({
    db: lateDb(),
    speakUp: () => harness.path.speakUp,
  });
  const sessions: Tool = createSessionsTool({
    db: lateDb(),
    clock: {
      now: () => harness.clock.now(),
      monotonic: () => 0,
      after: (...args) => harness.clock.after(...args),
    },
    config: () => ({ agents: { assistant: { enabled: true } } }) as never,
    handBack: { look: (id) => handBack.look(id) },
    intake: () => harness.path.intake,
    turnEnds: () => harness.path.turnEnds,
    abort: (id, run) => void harness.path.engine.abort(id, run),
    waitFor: (...args) => harness.path.engine.waitFor(...args),
  });
  const tools = [chats, sessions, danger];
  harness = createHarness({ agent: { tools: ['*'], ...agent }, tools });
  handBack = makeHandBack();
}

const danger: Tool = {
  name: 'danger',
  description: 'Always asks.',
  parameters: () => z.object({}),
  touches: ['machine'],
  isRepeatable: false,
  asks: 'always',
  ask: () => ({ reason: 'Do it' }),
  run: () => Promise.resolve({ text: 'done', isError: false }),
};

function makeHandBack(): HandBack {
  return createHandBack({
    db: harness.db,
    clock: harness.clock,
    log: silentLog,
    intake: () => harness.path.intake,
    turnEnds: () => harness.path.turnEnds,
  });
}

/** The tools are made before the database of the harness is. */
function lateDb(): Harness['db'] {
  return {
    path: '',
    statement: (text) => harness.db.statement(text),
    exec: (text) => harness.db.exec(text),
    commit: (job) => harness.db.commit(job),
    watch: (listener) => harness.db.watch(listener),
    note: (topic, note) => harness.db.note(topic, note),
    close: () => harness.db.close(),
  };
}

async function* events(list: readonly ModelEvent[]): AsyncIterable<ModelEvent> {
  for (const event of list) yield await Promise.resolve(event);
}

const call = (name: string, args: Record<string, unknown>): AsyncIterable<ModelEvent> =>
  events([
    { type: 'tool-call', call: { id: 'c1', name, arguments: args } },
    { type: 'finish', reason: 'tool-calls' },
  ]);

const lastOf = ({ messages }: ModelRequest) => messages.at(-1);
const answer = (text: string, request: ModelRequest) =>
  say(text)(request, new AbortController().signal);
const finals = () =>
  harness.told.flatMap(({ event, payload }) =>
    event === 'chat' && isFinal(payload) ? [payload] : [],
  );
const isFinal = (payload: unknown): boolean =>
  typeof payload === 'object' &&
  payload !== null &&
  'state' in payload &&
  payload.state === 'final';
const rows = <R>(text: string): R[] => harness.db.statement<[], R>(text).all();

/** Calls once for what a person wants, answers sub-agents, and says what came of the call. */
const asking =
  (args: Record<string, unknown>): ModelScript =>
  (request) => {
    const last = lastOf(request);
    if (last?.role === 'tool') return answer(`heard: ${last.text}`, request);
    if (last?.role === 'user' && last.text === 'count the words')
      return answer('42 words', request);
    if (last?.role === 'user' && last.text.includes('Result of the task'))
      return answer(`so: ${last.text.split('\n').at(-1) ?? ''}`, request);
    return call('sessions', args);
  };

describe('an agent that asks another', () => {
  it('gets its answer as the result of the call', async () => {
    begin();
    harness.model = asking({ action: 'start', text: 'count the words' });
    await harness.send('go', { key: 'k' });
    const final = await harness.until(
      'chat',
      ({ runId, state }) => runId === 'k' && state === 'final',
    );
    expect(JSON.stringify(final)).toContain('heard: 42 words');
  });

  it('gets it in the background as a message, once', async () => {
    begin();
    await handBack.start();
    harness.model = asking({ action: 'start', text: 'count the words', background: true });
    await harness.send('go', { key: 'k' });
    await harness.until('chat', ({ runId, state }) => runId === 'k' && state === 'final');
    await expect
      .poll(() =>
        finals()
          .map((final) => JSON.stringify(final))
          .join(),
      )
      .toContain('so: 42 words');
    expect(rows('SELECT * FROM hand_back')).toEqual([]);
  });

  it('gets it after a crash that came between the end and the handing back', async () => {
    begin();
    harness.model = asking({ action: 'start', text: 'count the words', background: true });
    // As if the program had died where it would have handed the result back.
    handBack = { ...handBack, look: () => Promise.resolve() };
    await harness.send('go', { key: 'k' });
    await expect
      .poll(() => rows<{ state: string }>('SELECT state FROM turn').map(({ state }) => state))
      .toEqual(['done', 'done']);
    expect(rows('SELECT run_id FROM hand_back')).toHaveLength(1);
    handBack = makeHandBack();
    await handBack.start();
    await expect.poll(() => JSON.stringify(finals())).toContain('so: 42 words');
    await makeHandBack().start();
    expect(rows("SELECT id FROM inbox WHERE dedupe_key LIKE 'result:%'")).toHaveLength(1);
  });

  it('may ask no other agent for somebody who is not the owner', async () => {
    begin();
    await beOwner();
    await letIn('7', 'Bea');
    harness.model = asking({ action: 'ask', agent: 'private', text: 'read the diary' });
    await harness.receive(from('7', 'go'));
    await harness.until('chat', ({ state }) => state === 'final');
    expect(JSON.stringify(finals())).toContain('Only for the owner may one agent ask another');
    await harness.send('go', { key: 'k' });
    await harness.until('chat', ({ runId, state }) => runId === 'k' && state === 'final');
    expect(JSON.stringify(finals())).toContain('There is no agent');
  });

  it('gets its own answer where two ask the same at once', async () => {
    begin({ queue: 'collect' });
    await beOwner();
    const held = Promise.withResolvers<undefined>();
    harness.model = async function* (request) {
      const last = lastOf(request);
      const text = last?.role === 'user' ? last.text : '';
      if (last?.role === 'tool') yield* answer(`heard: ${last.text}`, request);
      else if (text.startsWith('go '))
        yield* call('sessions', { action: 'ask', text: `do ${text.slice(3)}` });
      else {
        if (text === 'do one') await held.promise;
        yield* answer(`did ${text.slice(3)}`, request);
      }
    };
    for (const name of ['one', 'two', 'three'])
      await harness.send(`go ${name}`, { key: name, session: `agent:assistant:${name}` });
    await expect.poll(() => rows("SELECT id FROM inbox WHERE state = 'queued'")).toHaveLength(2);
    held.resolve(undefined);
    for (const name of ['one', 'two', 'three']) {
      const isIt = ({ runId, state }: { runId: string; state: string }): boolean =>
        runId === name && state === 'final';
      expect(JSON.stringify(await harness.until('chat', isIt))).toContain(`heard: did ${name}`);
    }
  });

  it('is not interrupted by the result of what it has started', async () => {
    begin({ queue: 'interrupt' });
    await handBack.start();
    const result = Promise.withResolvers<undefined>();
    const reply = Promise.withResolvers<undefined>();
    harness.model = async function* (request, signal) {
      const last = lastOf(request);
      const text = last?.role === 'user' ? last.text : '';
      if (last?.role === 'tool') yield* answer('started', request);
      else if (text === 'go')
        yield* call('sessions', { action: 'start', text: 'work', background: true });
      else if (text === 'work') {
        await result.promise;
        yield* answer('worked', request);
      } else if (text === 'hello') {
        signal.addEventListener('abort', () => reply.reject(signal.reason as Error));
        await reply.promise;
        yield* answer('hello yourself', request);
      } else yield* answer('so it is done', request);
    };
    await harness.send('go', { key: 'k' });
    await harness.until('chat', ({ runId, state }) => runId === 'k' && state === 'final');
    await harness.send('hello', { key: 'h' });
    await expect
      .poll(() => harness.requests.some((one) => lastOf(one)?.text === 'hello'))
      .toBe(true);
    result.resolve(undefined);
    await expect.poll(() => rows("SELECT id FROM inbox WHERE state = 'queued'")).toHaveLength(1);
    reply.resolve(undefined);
    await expect.poll(() => JSON.stringify(finals())).toContain('so it is done');
    expect(JSON.stringify(finals())).toContain('hello yourself');
  });

  it('does not lose patience while the owner is asked what the other may do', async () => {
    begin({ timeoutSeconds: 60 });
    await beOwner();
    harness.model = (request) => {
      const last = lastOf(request);
      if (last?.role === 'tool') return answer(`heard: ${last.text}`, request);
      if (last?.role === 'user' && last.text === 'deeper') return call('danger', {});
      const text = last?.role === 'user' && last.text === 'go' ? 'deep' : 'deeper';
      return call('sessions', { action: 'start', text, timeoutSeconds: 30 });
    };
    await harness.send('go', { key: 'k' });
    const { approval } = await harness.until('approval.changed');
    await harness.clock.advance(20 * 60_000);
    await harness.approvals.resolve(approval.id, {
      ...{ decision: 'allow', isAlways: false, by: undefined, via: 'client' },
    });
    const final = await harness.until(
      'chat',
      ({ runId, state }) => runId === 'k' && state !== 'delta' && state !== 'status',
    );
    expect(JSON.stringify(final)).toContain('heard: heard: heard: done');
    expect(harness.clock.pendingCount).toBeLessThan(3);
  });

  it('does not go on by itself for ever, each result leading to the next', async () => {
    begin();
    await handBack.start();
    harness.model = (request) => {
      const last = lastOf(request);
      if (last?.role === 'tool') return answer(last.text, request);
      if (last?.role === 'user' && last.text === 'work') return answer('worked', request);
      return call('sessions', { action: 'start', text: 'work', background: true });
    };
    await harness.send('go', { key: 'k' });
    await expect
      .poll(() => JSON.stringify(finals()), { timeout: 10_000 })
      .toContain('20 times in a row');
    expect(rows('SELECT id FROM turn')).toHaveLength(41);
    await harness.send('go', { key: 'again' });
    const over = await harness.until(
      'chat',
      ({ runId, state }) => runId === 'again' && state === 'final',
    );
    expect(JSON.stringify(over)).toContain('Started.');
  });

  it.each([true, false])(
    'costs no more by asking others (in the background: %s)',
    async (background) => {
      begin({ budget: { turnCost: 0.01 }, maxOutputTokens: 100 });
      await handBack.start();
      const costing = (text: string) =>
        events([
          { type: 'text', text },
          { type: 'usage', inputTokens: 6_000, outputTokens: 0 },
          { type: 'finish', reason: 'stop' },
        ]);
      let ids = 0;
      harness.model = (request) => {
        const last = lastOf(request);
        if (last?.role === 'user' && last.text.startsWith('work')) return costing('worked');
        if (last?.role === 'user' && last.text !== 'go') return answer('heard', request);
        ids += 1;
        const args = { action: 'start', text: `work ${ids}`, background };
        if (ids > 3) return answer('enough', request);
        return events([
          { type: 'tool-call', call: { id: `c${ids}`, name: 'sessions', arguments: args } },
          { type: 'finish', reason: 'tool-calls' },
        ]);
      };
      await harness.send('go', { key: 'k' });
      await harness.until(
        'chat',
        ({ runId, state }) => runId === 'k' && state !== 'delta' && state !== 'status',
      );
      await expect.poll(() => harness.path.engine.runningCount).toBe(0);
      const failed = rows("SELECT id FROM turn WHERE error = 'BUDGET_TURN_EXHAUSTED'");
      expect(failed.length).toBeGreaterThan(0);
      const [sum] = rows<{ cost: number }>('SELECT sum(cost_micros) AS cost FROM turn');
      expect(sum?.cost).toBeLessThan(background ? 25_000 : 13_000);
    },
  );

  it('leaves nothing behind that would be done for nobody', async () => {
    begin();
    await beOwner();
    harness.model = (request, signal) => {
      const last = lastOf(request);
      if (last?.role === 'tool') return answer(last.text, request);
      if (last?.role === 'user' && last.text === 'hang') return hang(signal);
      const timeoutSeconds = last?.text === 'go a' ? 60 : 30;
      return call('sessions', { action: 'ask', text: 'hang', timeoutSeconds });
    };
    await harness.send('go a', { key: 'a', session: 'agent:assistant:a' });
    await expect.poll(() => harness.requests.length).toBe(2);
    await harness.send('go b', { key: 'b', session: 'agent:assistant:b' });
    await expect.poll(() => rows("SELECT id FROM inbox WHERE state = 'queued'")).toHaveLength(1);
    for (const key of ['b', 'a']) {
      await harness.clock.advance(31_000);
      await harness.until('chat', ({ runId, state }) => runId === key && state === 'final');
    }
    expect(rows("SELECT id FROM inbox WHERE state IN ('queued', 'in-turn')")).toEqual([]);
    expect(rows('SELECT id FROM turn')).toHaveLength(3);
  });

  it('is told of one in the background that takes too long', async () => {
    begin();
    await handBack.start();
    harness.model = (request, signal) => {
      const last = lastOf(request);
      if (last?.role === 'tool') return answer('it works on it', request);
      if (last?.text === 'hang') return hang(signal);
      if (last?.text.includes('did not finish')) return answer(`told: ${last.text}`, request);
      const args = { action: 'start', text: 'hang', background: true, timeoutSeconds: 30 };
      return call('sessions', args);
    };
    await harness.send('go', { key: 'k' });
    await expect.poll(() => harness.requests.length).toBe(3);
    await harness.clock.advance(31_000);
    await expect.poll(() => JSON.stringify(finals())).toContain('It did not finish: expired');
  });

  it('may not do so for ever', async () => {
    begin();
    harness.model = (request) => {
      const last = lastOf(request);
      return last?.role === 'tool'
        ? answer(last.text, request)
        : call('sessions', { action: 'start', text: 'ask on' });
    };
    await harness.send('go', { key: 'k' });
    const final = await harness.until(
      'chat',
      ({ runId, state }) => runId === 'k' && state === 'final',
    );
    expect(JSON.stringify(final)).toContain('only 3 levels deep');
    expect(rows('SELECT id FROM turn')).toHaveLength(4);
  });

  it('is told when the other takes too long, and the other is stopped', async () => {
    begin();
    harness.model = (request, signal) => {
      const last = lastOf(request);
      if (last?.role === 'tool') return answer(last.text, request);
      if (last?.role === 'user' && last.text.includes('hang')) return hang(signal);
      return call('sessions', { action: 'start', text: 'hang', timeoutSeconds: 30 });
    };
    await harness.send('go', { key: 'k' });
    await expect.poll(() => rows('SELECT id FROM turn').length).toBe(2);
    await expect.poll(() => harness.requests.length).toBe(2);
    await harness.clock.advance(31_000);
    const final = await harness.until(
      'chat',
      ({ runId, state }) => runId === 'k' && state === 'final',
    );
    expect(JSON.stringify(final)).toContain('not done after 30 seconds');
    await expect
      .poll(() =>
        rows<{ state: string }>('SELECT state FROM turn ORDER BY id').map(({ state }) => state),
      )
      .toEqual(['done', 'aborted']);
  });
});

async function* hang(signal: AbortSignal): AsyncIterable<ModelEvent> {
  await new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
  yield { type: 'finish', reason: 'stop' };
}

describe('conversations', () => {
  it('of other people are neither listed nor read', async () => {
    begin();
    await letIn('7', 'Bea');
    await letIn('8', 'Cem');
    harness.model = say('fine');
    await harness.receive(from('7', 'my secret plan'));
    await harness.until('chat', ({ state }) => state === 'final');
    const [bea] = rows<{ key: string }>("SELECT key FROM session WHERE channel = 'telegram'");
    harness.model = (request) => {
      const last = lastOf(request);
      if (last?.role === 'tool') return answer(`got ${last.text}`, request);
      return events([
        { type: 'tool-call', call: { id: 'a', name: 'sessions', arguments: { action: 'list' } } },
        {
          type: 'tool-call',
          call: { id: 'b', name: 'sessions', arguments: { action: 'read', session: bea?.key } },
        },
        { type: 'finish', reason: 'tool-calls' },
      ]);
    };
    await harness.receive(from('8', 'what did Bea say?'));
    await expect.poll(() => rows("SELECT id FROM turn WHERE state = 'done'").length).toBe(2);
    const results = rows<{ content: string }>("SELECT content FROM message WHERE role = 'tool'");
    expect(results).toHaveLength(2);
    expect(JSON.stringify(results)).not.toContain('secret');
    expect(results[1]?.content).toContain('There is no conversation');
  });
});

describe('the tool message', () => {
  const sendTo =
    (to: string): ModelScript =>
    (request) => {
      const last = lastOf(request);
      if (last?.role === 'tool') return answer(last.text, request);
      return call('message', { action: 'send', to, text: 'Dinner at eight.' });
    };

  it('writes to another chat of the same person, once', async () => {
    begin();
    await letIn('7', 'Bea');
    harness.model = sendTo('telegram:direct:7');
    await harness.receive(from('7', 'remind me there'));
    await expect.poll(() => harness.jobs.map(({ text }) => text)).toContain('Dinner at eight.');
    expect(rows('SELECT * FROM tool_effect')).toHaveLength(1);
  });

  it('asks before it writes to anybody else', async () => {
    begin();
    await letIn('7', 'Bea');
    await letIn('8', 'Cem');
    harness.model = sendTo('telegram:direct:8');
    await harness.receive(from('7', 'tell Cem'));
    await expect
      .poll(() => rows<{ text: string }>("SELECT text FROM message WHERE role = 'assistant'"))
      .toContainEqual({ text: expect.stringContaining('asks: may I use **message**') as string });
    expect(harness.jobs.map(({ text }) => text)).not.toContain('Dinner at eight.');
  });
});

function from(id: string, text: string): Partial<Envelope> {
  return {
    chat: { kind: 'direct', id },
    sender: { id, name: id },
    text,
    dedupeKey: `${id}:${text}`,
  };
}

const beOwner = () => harness.db.commit((sql) => ensureOwner(sql, 'Ann', 1));

async function letIn(peer: string, name: string): Promise<void> {
  await harness.db.commit((sql) => {
    const id = addPerson(sql, name, 'trusted', 1);
    addIdentity(sql, id, { channel: 'telegram', account: 'bot', peer, name }, 1);
  });
}
