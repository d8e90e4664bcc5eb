import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../src/shared/protocol/chat.ts';
import { asInstance, endOf, joinDeltas, textOf } from '../support/client.ts';
import type { RawSocket } from '../support/raw-socket.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.dispose());

interface Counts {
  readonly turns: number;
  readonly questions: number;
  readonly answers: number;
}

/** What stands in the database of a run, and how often the model was asked for it. */
async function countRun(runId: string, text: string): Promise<Counts & { asked: number }> {
  const [counts] = scene.query<Counts>(
    `SELECT (SELECT count(*) FROM turn WHERE run_id = @runId) AS turns,
       (SELECT count(*) FROM message WHERE run_id = @runId AND role = 'user') AS questions,
       (SELECT count(*) FROM message WHERE run_id = @runId AND role = 'assistant') AS answers`,
    { runId },
  );
  if (!counts) throw new Error('no row');
  return { ...counts, asked: await scene.model.countRequests(text) };
}

const once = { turns: 1, questions: 1, answers: 1, asked: 1 };
function readChat(frame: RawSocket['frames'][number]): ChatEvent[] {
  return frame.type === 'event' && frame.event === 'chat' ? [frame.payload as ChatEvent] : [];
}

describe('the same idempotency key', () => {
  it('twice on one connection, before and after the answer, is one turn', async () => {
    const client = await scene.connect();
    const [first, second] = await Promise.all([
      client.send('one connection', { key: 'once-1' }),
      client.send('one connection', { key: 'once-1' }),
    ]);
    expect([first.status, second.status]).toEqual(['started', 'in_flight']);
    await first.end;
    const third = await client.send('one connection', { key: 'once-1' });
    expect(third.status).toBe('ok');
    expect(await countRun('once-1', 'one connection')).toEqual(once);
    await client.close();
  });

  it('after a reconnect is one turn, and the new connection hears its end', async () => {
    const first = await scene.connect();
    const text = 'model:slow wordMs:20 words:40 reconnect';
    await first.send(text, { key: 'once-2' });
    await first.event('chat', ({ runId, state }) => runId === 'once-2' && state === 'delta');
    first.raw.socket.terminate();
    const second = await scene.connect();
    const again = await second.send(text, { key: 'once-2' });
    expect(again.status).toBe('in_flight');
    const end = await again.end;
    expect(textOf(end.message)).toMatch(/^word1 .*word40$/);
    expect(again.text()).toBe(textOf(end.message));
    expect(await countRun('once-2', text)).toEqual(once);
    await second.close();
  });

  it('after kill -9 in the middle of the answer is one turn with one whole answer', async () => {
    const first = await scene.connect();
    const text = 'model:slow wordMs:20 words:40 killed';
    await first.send(text, { key: 'once-3' });
    await first.event('chat', ({ runId, state }) => runId === 'once-3' && state === 'delta');
    await scene.end('SIGKILL');
    await scene.start();
    const second = await scene.connect();
    const again = await second.send(text, { key: 'once-3' });
    expect(again.status).toBe('in_flight');
    const end = await again.end;
    expect(textOf(end.message)).toMatch(/^word1 .*word40$/);
    // The model had to be asked again: what it said before the crash was never stored.
    expect(await countRun('once-3', text)).toEqual({ ...once, asked: 2 });
    expect((await second.send(text, { key: 'once-3' })).status).toBe('ok');
    const { messages } = await second.request('chat.history', { sessionKey: 'agent:main:main' });
    expect(messages.filter((message) => message.runId === 'once-3')).toHaveLength(2);
    await second.close();
  });

  it('of different clients are different messages', async () => {
    const ann = await scene.connect(asInstance('ann'));
    const bob = await scene.connect(asInstance('bob'));
    const options = {
      key: 'shared-key',
      sessionKey: 'agent:main:two',
      queueMode: 'followup',
    } as const;
    const [one, two] = await Promise.all([
      ann.send('from ann', options),
      bob.send('from bob', options),
    ]);
    expect(two.status).not.toBe('in_flight');
    await Promise.all([one.end, two.end]);
    await bob.event('chat.message', ({ message }) => textOf(message) === 'echo: from bob');
    await ann.event('chat.message', ({ message }) => textOf(message) === 'echo: from ann');
    expect(await countRun('shared-key', 'from ann')).toMatchObject({ turns: 2, questions: 2 });
    const again = await scene.connect(asInstance('ann'));
    expect((await again.send('from ann', options)).status).toBe('ok');
    await Promise.all([ann.close(), bob.close(), again.close()]);
  });

  it('of chat.retry is one retry', async () => {
    const client = await scene.connect();
    const sessionKey = 'agent:main:retry-once';
    await client.ask('retry me', { sessionKey });
    const params = { sessionKey, idempotencyKey: 'retry-once' };
    const answers = await Promise.all([
      client.request('chat.retry', params),
      client.request('chat.retry', params),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['started', 'in_flight']);
    await endOf(client, 'retry-once');
    expect((await client.request('chat.retry', params)).status).toBe('ok');
    expect(await scene.model.countRequests('retry me')).toBe(2);
    await client.close();
  });
});

describe('after a broken connection', () => {
  it('events.resume brings exactly what was missed, nothing twice', async () => {
    const steady = await scene.connect();
    const breaking = await scene.connect(asInstance('breaking'));
    const sessionKey = 'agent:main:resume';
    await steady.ask('before', { sessionKey });
    await breaking.event('chat.message', ({ message }) => textOf(message) === 'echo: before');
    const { epoch, cursor } = await breaking.request('events.resume', {});
    breaking.raw.socket.terminate();
    await breaking.raw.closed;
    for (const text of ['missed 1', 'missed 2', 'missed 3']) await steady.ask(text, { sessionKey });

    const back = await scene.connect(asInstance('breaking'));
    const missed = await back.request('events.resume', { epoch, cursor });
    expect(missed.reload).toBe(false);
    const texts = missed.events.flatMap(({ event, payload }) =>
      event === 'chat.message' ? [textOf((payload as { message: never }).message)] : [],
    );
    expect(texts).toEqual(
      ['missed 1', 'missed 2', 'missed 3'].flatMap((text) => [text, `echo: ${text}`]),
    );
    const cursors = missed.events.map((entry) => entry.cursor);
    expect(cursors).toEqual(cursors.map((_, index) => cursor + 1 + index));
    const rest = await back.request('events.resume', { epoch, cursor: missed.cursor });
    expect(rest.events).toEqual([]);
    await Promise.all([steady.close(), back.close()]);
  });

  it('events.resume says "read anew" after a restart, and for a cursor nobody gave', async () => {
    const client = await scene.connect();
    const { epoch, cursor } = await client.request('events.resume', {});
    const ahead = await client.request('events.resume', { epoch, cursor: cursor + 1 });
    expect(ahead.reload).toBe(true);
    await scene.end();
    await scene.start();
    const back = await scene.connect();
    const resumed = await back.request('events.resume', { epoch, cursor });
    expect(resumed).toMatchObject({ reload: true, events: [] });
    expect(resumed.epoch).toBe(back.hello.server.bootId);
    await back.close();
  });

  it('a client that joins while an answer streams has every word of it', async () => {
    const first = await scene.connect();
    const sessionKey = 'agent:main:late';
    const run = await first.send('model:slow wordMs:10 words:60', { sessionKey, key: 'late' });
    await first.event('chat', ({ runId, state }) => runId === 'late' && state === 'delta');
    const second = await scene.connect();
    const history = await second.request('chat.history', { sessionKey });
    expect(history.running.map(({ runId }) => runId)).toEqual(['late']);
    const heard = (): string =>
      second
        .eventsOf('chat')
        .flatMap((event) => (event.runId === 'late' && event.state === 'delta' ? [event] : []))
        .reduce((text, event) => (event.replace ? event.deltaText : text + event.deltaText), '');
    const end = await endOf(second, 'late');
    await run.end;
    expect(heard()).toBe(textOf(end.message));
    await Promise.all([first.close(), second.close()]);
  });

  it('history read in the middle of an answer says what the deltas before it said', async () => {
    const client = await scene.connect();
    const sessionKey = 'agent:main:mid-stream';
    const run = await client.send('model:slow wordMs:3 words:300', { sessionKey });
    const pairs: { readonly told: string; readonly heard: string }[] = [];
    for (;;) {
      const { running } = await client.request('chat.history', { sessionKey, limit: 1 });
      const told = running.find(({ runId }) => runId === run.runId)?.text;
      if (told === undefined) break;
      const answeredAt = client.raw.frames.findLastIndex(({ type }) => type === 'res');
      const before = client.raw.frames.slice(0, answeredAt).flatMap(readChat);
      pairs.push({ told, heard: joinDeltas(before.filter((event) => event.runId === run.runId)) });
    }
    expect(pairs.length).toBeGreaterThan(5);
    for (const { told, heard } of pairs) expect(told).toBe(heard);
    expect(run.text()).toBe(textOf((await run.end).message));
    await client.close();
  });

  it('every message of a turn with tools is told, and its text goes on over the steps', async () => {
    const client = await scene.connect();
    const sessionKey = 'agent:main:steps';
    const look = { name: 'wait', arguments: { seconds: 0 } };
    await scene.model.addScript({
      contains: 'look it up',
      answers: [
        { kind: 'tools', text: 'Let me look. ', calls: [look] },
        { kind: 'behaviour', behaviour: 'slow' },
      ],
    });
    const run = await client.send('look it up words:40 wordMs:10', { sessionKey });
    await client.event('chat', (event) => event.runId === run.runId && /word2/.test(run.text()));
    const { running } = await client.request('chat.history', { sessionKey });
    expect(running[0]?.text).toBe(run.text());
    expect(run.text()).toMatch(/^Let me look. word1/);
    const end = await run.end;
    const told = client
      .eventsOf('chat.message')
      .filter(({ message }) => message.runId === run.runId)
      .map(({ message }) => message);
    const { messages } = await client.request('chat.history', { sessionKey });
    expect(told).toEqual(messages);
    expect(told.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
    expect(run.text()).toBe(`Let me look. ${textOf(end.message)}`);
    await client.close();
  });
});
