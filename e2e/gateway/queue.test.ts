import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../src/shared/config/limits.ts';
import { textOf, type Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
let sessionKey: string;
let count = 0;

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.dispose());
beforeEach(async () => {
  client = await scene.connect();
  sessionKey = `agent:assistant:queue-${++count}`;
});
afterEach(() => client.close());

const slow = 'model:slow wordMs:25 words:30';

/** Waits until the run has said its first words. */
async function speaks(runId: string): Promise<void> {
  await client.event('chat', (event) => event.runId === runId && event.state === 'delta');
}

interface InboxRow {
  readonly run_id: string;
  readonly inbox: string;
  readonly turn: string | null;
  readonly turn_run: string | null;
}

/** Each inbound message of the conversation with the turn it belongs to. */
function readInbox(): InboxRow[] {
  return scene.query<InboxRow>(
    `SELECT inbox.run_id, inbox.state AS inbox, turn.state AS turn, turn.run_id AS turn_run
     FROM inbox JOIN session ON session.id = inbox.session_id LEFT JOIN turn ON turn.id = inbox.turn_id
     WHERE session.key = ? ORDER BY inbox.id`,
    sessionKey,
  );
}

async function readTexts(): Promise<string[]> {
  const { messages } = await client.request('chat.history', { sessionKey });
  return messages.map(textOf);
}

describe('a message that comes while an answer is written', () => {
  it('steer: is seen by the running turn, which answers both', async () => {
    const text = 'tool:wait args:{"seconds":1} model:tool';
    const first = await client.send(text, { sessionKey });
    await client.event(
      'agent',
      ({ runId, stream, data }) =>
        runId === first.runId && stream === 'tool' && data['phase'] === 'start',
    );
    const second = await client.send('and this too', { sessionKey });
    expect(second.status).toBe('queued');
    const ends = await Promise.all([first.end, second.end]);
    expect(ends.map(({ state, stopReason }) => [state, stopReason])).toEqual([
      ['final', 'stop'],
      ['final', 'merged'],
    ]);
    expect(textOf(ends[0].message)).toBe('echo: and this too');
    expect(readInbox()).toEqual([
      { run_id: first.runId, inbox: 'done', turn: 'done', turn_run: first.runId },
      { run_id: second.runId, inbox: 'done', turn: 'done', turn_run: first.runId },
    ]);
  });

  it('steer: comes after the last step and has a turn of its own', async () => {
    const first = await client.send(slow, { sessionKey });
    await speaks(first.runId);
    const second = await client.send('later', { sessionKey });
    expect(textOf((await second.end).message)).toBe('echo: later');
    expect(readInbox().map((row) => [row.turn, row.turn_run])).toEqual([
      ['done', first.runId],
      ['done', second.runId],
    ]);
  });

  it('followup: each has a turn of its own, in order', async () => {
    const options = { sessionKey, queueMode: 'followup' } as const;
    const first = await client.send(slow, options);
    await speaks(first.runId);
    const second = await client.send('second', options);
    const third = await client.send('third', options);
    await third.end;
    expect((await readTexts()).slice(2)).toEqual([
      'second',
      'echo: second',
      'third',
      'echo: third',
    ]);
    expect(readInbox().map((row) => row.turn_run)).toEqual([
      first.runId,
      second.runId,
      third.runId,
    ]);
  });

  it('followup: has a turn of its own also behind one that joins turns', async () => {
    const first = await client.send(slow, { sessionKey });
    await speaks(first.runId);
    const joins = await client.send('joins', { sessionKey, queueMode: 'collect' });
    const own = await client.send('own', { sessionKey, queueMode: 'followup' });
    await own.end;
    expect(readInbox().map((row) => row.turn_run)).toEqual([first.runId, joins.runId, own.runId]);
    expect((await readTexts()).slice(2)).toEqual(['joins', 'echo: joins', 'own', 'echo: own']);
  });

  it('collect: one turn answers all that came, and every run gets its end', async () => {
    const options = { sessionKey, queueMode: 'collect' } as const;
    const first = await client.send(slow, options);
    await speaks(first.runId);
    const rest = [
      await client.send('one', options),
      await client.send('two', options),
      await client.send('three', options),
    ];
    const ends = await Promise.all(rest.map((run) => run.end));
    expect(ends.map(({ stopReason }) => stopReason)).toEqual(['merged', 'merged', 'stop']);
    expect((await readTexts()).slice(2)).toEqual(['one', 'two', 'three', 'echo: three']);
    const last = rest[2]?.runId;
    expect(readInbox().map((row) => row.turn_run)).toEqual([first.runId, last, last, last]);
    expect(readInbox().every((row) => row.inbox === 'done' && row.turn === 'done')).toBe(true);
  });

  it('interrupt: ends the answer, keeps what it said, and is answered instead', async () => {
    const options = { sessionKey, queueMode: 'interrupt' } as const;
    const first = await client.send(slow.replace('30', '900'), options);
    await speaks(first.runId);
    const second = await client.send('no, this', options);
    const [stopped, answered] = await Promise.all([first.end, second.end]);
    expect(stopped.state).toBe('aborted');
    expect(textOf(stopped.message)).toMatch(/^word1\b/);
    expect(textOf(answered.message)).toBe('echo: no, this');
    expect(readInbox().map((row) => [row.inbox, row.turn])).toEqual([
      ['done', 'aborted'],
      ['done', 'done'],
    ]);
  });

  it('is shown as waiting, and many at once are all answered', async () => {
    const first = await client.send(slow, { sessionKey });
    await speaks(first.runId);
    const texts = Array.from({ length: 20 }, (_, index) => `waiting ${index}`);
    const runs = await Promise.all(
      texts.map((text, index) =>
        client.send(text, { sessionKey, queueMode: index % 2 === 0 ? 'followup' : 'steer' }),
      ),
    );
    const { queued } = await client.request('chat.history', { sessionKey });
    expect(queued.map(({ text }) => text).toSorted()).toEqual(texts.toSorted());
    await Promise.all(runs.map((run) => run.end));
    const rows = readInbox();
    expect(rows).toHaveLength(21);
    expect(rows.every((row) => row.inbox === 'done' && row.turn === 'done')).toBe(true);
  });
});

describe('a queue that is full', () => {
  it('refuses further messages in words, and loses none of those it took', async () => {
    const options = { sessionKey, queueMode: 'collect' } as const;
    const first = await client.send('model:slow wordMs:50 words:900', options);
    await speaks(first.runId);
    const most = limits.turn.queuedMessages;
    const runs = await Promise.all(
      Array.from({ length: most }, (_, index) => client.send(`waits ${index}`, options)),
    );
    const params = { sessionKey, message: 'one too many', idempotencyKey: 'one too many' };
    for (let time = 0; time < 2; time += 1) {
      const refusal = await client.refused('chat.send', params);
      expect(refusal).toMatchObject({ code: 'RATE_LIMITED', details: { code: 'QUEUE_FULL' } });
    }
    await client.request('chat.abort', { sessionKey });
    await Promise.all(runs.map((run) => run.end));
    const rows = readInbox().filter(({ inbox }) => inbox === 'done');
    expect(rows).toHaveLength(most + 1);
  });
});

describe('chat.abort', () => {
  it('keeps what was said, and what waited goes on', async () => {
    const first = await client.send(slow.replace('30', '900'), { sessionKey });
    await speaks(first.runId);
    const waiting = await client.send('still here', { sessionKey, queueMode: 'followup' });
    const other = await client.request('chat.abort', { sessionKey, runId: 'another' });
    expect(other).toMatchObject({ aborted: false, runIds: [] });
    const aborted = await client.request('chat.abort', { sessionKey, runId: first.runId });
    expect(aborted).toMatchObject({ aborted: true, runIds: [first.runId] });
    const end = await first.end;
    expect(end).toMatchObject({ state: 'aborted', stopReason: 'aborted' });
    expect(textOf((await waiting.end).message)).toBe('echo: still here');
    const { messages } = await client.request('chat.history', { sessionKey });
    const stopped = messages.find((message) => message.stopReason === 'aborted');
    expect(textOf(stopped)).toBe(textOf(end.message));
    expect(first.text()).toBe(textOf(stopped));
    const records = await scene.model.waitForRequests({
      match: { contains: 'words:900', outcome: 'cancelled' },
    });
    expect(records.length).toBeGreaterThan(0);
  });
});
