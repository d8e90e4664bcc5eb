import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerAsAssistant } from '../delivery/answer-as-assistant.ts';
import { editMessage } from '../delivery/edit-message.ts';
import { listOutbox } from '../delivery/outbox-stuck.ts';
import { findSession, setTakenOver } from '../sessions/session-store.ts';
import {
  createHarness,
  say,
  sayAndHold,
  telegramMessage,
  type Harness,
  type HarnessOptions,
} from './testing/message-path-harness.ts';

let harness: Harness;
const open = { channel: { access: { direct: 'open' } } };
const begin = (options: HarnessOptions = open): Harness => (harness = createHarness(options));
afterEach(() => harness.end());

const key = 'agent:assistant:telegram:direct:42';
const rows = <R>(text: string): R[] => harness.db.statement<[], R>(text).all();
const texts = (): string[] =>
  rows<{ role: string; text: string }>('SELECT role, text FROM message ORDER BY seq').map(
    (row) => `${row.role}: ${row.text}`,
  );
const parts = (): string[] =>
  rows<{ state: string; text: string }>('SELECT state, text FROM outbox ORDER BY id').map(
    (row) => `${row.state}: ${row.text}`,
  );
const ends = (): Promise<unknown> =>
  harness.until('chat', (event) => event.state !== 'delta' && event.state !== 'status');

function sessionOf(sessionKey: string): NonNullable<ReturnType<typeof findSession>> {
  const session = findSession(harness.db, sessionKey);
  if (!session) throw new Error(`no conversation ${sessionKey}`);
  return session;
}

/** What the method does: the mark on disk first, then the turn is told. */
async function takeOver(sessionKey: string, isOn = true): Promise<void> {
  const { id } = sessionOf(sessionKey);
  await harness.db.commit((sql) => setTakenOver(sql, id, isOn ? harness.clock.now() : null));
  if (isOn) harness.path.engine.giveWay(id);
}

const receive = (text: string, changes: object = {}): ReturnType<Harness['receive']> =>
  harness.receive({ text, dedupeKey: text, ...changes });

const answer = (text: string, dedupeKey = text): ReturnType<typeof answerAsAssistant> =>
  answerAsAssistant(
    { db: harness.db, clock: harness.clock, speakUp: harness.path.speakUp },
    { sessionKey: realKey(), text, dedupeKey },
  );

/** Whatever the router calls the conversation of person 42. */
function realKey(): string {
  return rows<{ key: string }>('SELECT key FROM session ORDER BY id LIMIT 1')[0]?.key ?? key;
}

describe('a conversation that was taken over', () => {
  it('keeps and shows what comes, and asks no model, across a crash', async () => {
    begin();
    await receive('one');
    await ends();
    await takeOver(realKey());
    harness = harness.crash();
    await harness.path.engine.recover();
    expect(await receive('two')).toMatchObject([{ status: 'ok' }]);
    const told = await harness.until('chat', (event) => event.state === 'final');
    expect(told).toMatchObject({ stopReason: 'taken-over' });
    await harness.until('chat.message');
    expect(harness.requests).toEqual([]);
    expect(texts()).toEqual(['user: one', 'assistant: ok', 'user: two']);
  });

  it('still takes a command of the owner', async () => {
    begin();
    await harness.send('hello', { key: 'a' });
    await ends();
    await takeOver('agent:assistant:main');
    await harness.send('/status', { key: 'b' });
    expect(await harness.until('chat', (event) => event.runId === 'b')).toMatchObject({
      stopReason: 'command',
    });
  });

  it('ends the turn that runs, and what waits behind it is kept unanswered', async () => {
    begin();
    const held = sayAndHold('I was about to');
    harness.model = held.model;
    await receive('one');
    await harness.until('chat', (event) => event.state === 'delta');
    await receive('two');
    await takeOver(realKey());
    await harness.until('chat', (event) => event.state === 'aborted');
    await vi.waitFor(() => expect(texts()).toContain('user: two'));
    expect(rows('SELECT state, error FROM turn')).toEqual([
      { state: 'aborted', error: 'TURN_TAKEN_OVER' },
    ]);
    expect(rows<{ state: string }>('SELECT state FROM inbox').map(({ state }) => state)).toEqual([
      'done',
      'done',
    ]);
    // Nobody has read a draft of it, so nothing of it is sent, nor remembered as said.
    expect(parts()).toEqual([]);
    expect(texts()).toEqual(['user: one', 'assistant: ', 'user: two']);
  });

  it('answers nothing that came in the same moment', async () => {
    begin();
    await receive('one');
    await ends();
    await Promise.all([receive('two'), takeOver(realKey())]);
    await vi.waitFor(() =>
      expect(rows("SELECT error FROM turn WHERE state <> 'running' ORDER BY id")).toEqual([
        { error: null },
        { error: 'TURN_TAKEN_OVER' },
      ]),
    );
    expect(texts().filter((text) => text === 'assistant: ok')).toHaveLength(1);
  });

  it('tells whoever waits for an errand that waited there that nobody will do it', async () => {
    begin();
    const held = sayAndHold('thinking');
    harness.model = held.model;
    await harness.send('one', { key: 'a' });
    await harness.until('chat', (event) => event.state === 'delta');
    await harness.path.intake.accept([
      {
        envelope: { ...telegramMessage(), channel: 'web', dedupeKey: 'errand' },
        ...{ runId: 'errand', sessionKey: 'agent:assistant:main', queue: 'followup' },
        errand: { personId: null },
      },
    ]);
    const ended: string[] = [];
    harness.path.turnEnds.subscribe(({ runId, state }) => void ended.push(`${runId} ${state}`));
    await takeOver('agent:assistant:main');
    await vi.waitFor(() => expect(ended).toEqual(['a aborted', 'errand aborted']));
    expect(rows("SELECT state, reason FROM inbox WHERE dedupe_key = 'errand'")).toEqual([
      { state: 'ignored', reason: 'taken-over' },
    ]);
  });

  it('does not go on with a turn that a crash cut off before it was ended', async () => {
    begin();
    const held = sayAndHold('never');
    harness.model = held.model;
    await receive('one');
    await harness.until('chat', (event) => event.state === 'delta');
    const { id } = sessionOf(realKey());
    await harness.db.commit((sql) => setTakenOver(sql, id, 1));
    harness = harness.crash();
    await harness.path.engine.recover();
    expect(harness.requests).toEqual([]);
    expect(rows('SELECT state FROM turn')).toEqual([{ state: 'aborted' }]);
  });

  it('control: without the mark the same turn goes on after the crash', async () => {
    begin();
    const held = sayAndHold('never');
    harness.model = held.model;
    await receive('one');
    await harness.until('chat', (event) => event.state === 'delta');
    harness = harness.crash();
    await harness.path.engine.recover();
    await ends();
    expect(harness.requests).toHaveLength(1);
    expect(rows('SELECT state FROM turn')).toEqual([{ state: 'done' }]);
  });

  it('shows the assistant all that was said meanwhile, in its order, once it is handed back', async () => {
    begin();
    await receive('one');
    await ends();
    await takeOver(realKey());
    await receive('two');
    await answer('a person says three');
    await receive('four');
    await answer('and five');
    await takeOver(realKey(), false);
    harness.model = say('back');
    await receive('six');
    await harness.until('chat.message', ({ message }) =>
      message.content.some((block) => block.type === 'text' && block.text === 'back'),
    );
    expect(harness.requests.at(-1)?.messages.map(({ role, text }) => `${role}: ${text}`)).toEqual([
      'user: one',
      'assistant: ok',
      'user: two',
      'assistant: a person says three',
      'user: four',
      'assistant: and five',
      'user: six',
    ]);
  });

  it('holds what the program would say itself, and still asks its questions', async () => {
    begin();
    await receive('one');
    await ends();
    await takeOver(realKey());
    const { speakUp } = harness.path;
    for (const [text, isForModel] of [
      ['a reminder', true],
      ['a question', false],
    ] as const) {
      const spoken = await harness.db.commit((sql) =>
        speakUp.speak(sql, { to: speakUp.parse(sql, realKey()), text, isForModel }),
      );
      spoken.after();
    }
    expect(listOutbox(harness.db, { limit: 9 })).toMatchObject([
      { state: 'held', text: 'a reminder', attempt: 0 },
    ]);
    await vi.waitFor(() => expect(harness.jobs.map(({ text }) => text)).toContain('ok'));
    expect(parts().some((part) => part.endsWith(': a question'))).toBe(true);
    expect(parts()).not.toContain('held: a question');
  });

  it('ignores what a schedule asks there, so that it hears of it, and stays so in a fresh one', async () => {
    begin();
    await harness.send('hello', { key: 'a' });
    await ends();
    await takeOver('agent:assistant:main');
    await harness.send('/new', { key: 'b' });
    await harness.until('chat', (event) => event.runId === 'b');
    expect(sessionOf('agent:assistant:main').taken_over_at).not.toBeNull();
    const envelope = telegramMessage();
    const [accepted] = await harness.path.intake.accept([
      {
        envelope: { ...envelope, channel: 'web', dedupeKey: 'errand' },
        sessionKey: 'agent:assistant:main',
        errand: { personId: null },
      },
    ]);
    expect(accepted).toMatchObject({ status: 'ignored', reason: 'taken-over' });
  });
});

describe('an answer in the assistant’s place', () => {
  it('is said once, however often it is asked for and wherever it crashes', async () => {
    begin();
    await receive('one');
    await ends();
    expect(await answer('from a person', 'once')).toEqual({ isRepeat: false });
    harness = harness.crash();
    expect(await answer('from a person', 'once')).toEqual({ isRepeat: true });
    expect(parts().filter((part) => part.endsWith('from a person'))).toHaveLength(1);
    expect(texts().filter((text) => text.endsWith('from a person'))).toHaveLength(1);
  });

  it('control: under another key the same words are said again', async () => {
    begin();
    await receive('one');
    await ends();
    await answer('twice', 'first');
    await answer('twice', 'second');
    expect(parts().filter((part) => part.endsWith('twice'))).toHaveLength(2);
  });

  it('goes to the chat of the conversation, also after it was asked again from the page', async () => {
    begin();
    await receive('one');
    await ends();
    const question =
      rows<{ id: string }>('SELECT id FROM message ORDER BY seq LIMIT 1')[0]?.id ?? '';
    const deps = {
      ...{ db: harness.db, clock: harness.clock, config: () => harness.config },
      start: harness.path.engine.start.bind(harness.path.engine),
    };
    const request = { sessionKey: realKey(), runId: 'edit', dedupeKey: 'edit' };
    await editMessage(deps, { ...request, messageId: question, text: 'other words' });
    await harness.until('chat', (event) => event.runId === 'edit' && event.state === 'final');
    await answer('here');
    expect(parts().at(-1)).toMatch(/: here$/);
    expect(rows('SELECT channel FROM outbox ORDER BY id DESC LIMIT 1')).toEqual([
      { channel: 'telegram' },
    ]);
  });

  it('goes to the messenger that the conversation has moved to', async () => {
    begin();
    await receive('one');
    await ends();
    const { channels } = harness.config;
    Object.assign(channels, { second: channels['telegram'] });
    // The same person, known on both, goes on from the other one.
    await harness.db.commit((sql) =>
      sql.exec(`INSERT INTO inbox (id, channel, dedupe_key, state, envelope, run_id, session_id, received_at)
        SELECT 'z', 'second', 'z', 'done', envelope, 'z', session_id, received_at FROM inbox LIMIT 1`),
    );
    await answer('over here');
    expect(rows("SELECT channel FROM outbox WHERE text = 'over here'")).toEqual([
      { channel: 'second' },
    ]);
  });

  it('while a turn runs stands before that turn, so that no prompt ends with it', async () => {
    begin();
    const held = sayAndHold('thinking');
    harness.model = held.model;
    await receive('one');
    await harness.until('chat', (event) => event.state === 'delta');
    await answer('meanwhile');
    held.letGo();
    await harness.until('chat', (event) => event.state === 'final');
    await receive('two');
    await vi.waitFor(() => expect(harness.requests).toHaveLength(2));
    expect(harness.requests[1]?.messages.map(({ text }) => text)).toEqual([
      'meanwhile',
      'one',
      'thinking',
      'two',
    ]);
  });
});

describe('a message with other words', () => {
  it('is answered once under one key, with the rights of the one who wrote it', async () => {
    begin();
    await receive('one');
    await ends();
    const [first] = rows<{ id: string }>('SELECT id FROM message ORDER BY seq LIMIT 1');
    const ask = (): ReturnType<typeof editMessage> =>
      editMessage(
        {
          ...{ db: harness.db, clock: harness.clock, config: () => harness.config },
          start: harness.path.engine.start.bind(harness.path.engine),
        },
        {
          ...{ sessionKey: realKey(), runId: 'edit', dedupeKey: 'edit' },
          ...{ messageId: first?.id ?? '', text: 'better' },
        },
      );
    expect(await ask()).toEqual({ runId: 'edit', status: 'started' });
    await harness.until('chat', (event) => event.runId === 'edit' && event.state === 'final');
    expect(await ask()).toEqual({ runId: 'edit', status: 'ok' });
    expect(texts().filter((text) => text === 'user: better')).toHaveLength(1);
    expect(harness.requests.at(-1)?.messages).toEqual([{ role: 'user', text: 'better' }]);
    expect(
      rows("SELECT reply_to ->> '$.ruledBy' AS ruledBy FROM turn WHERE run_id = 'edit'"),
    ).toEqual([{ ruledBy: 'telegram' }]);
  });
});
