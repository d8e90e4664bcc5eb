import { describe, expect, it } from 'vitest';
import type { ChatEvent, ChatMessage } from '../../../shared/protocol/chat.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { ClientError, localError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import { createDrivenClock, settle } from '../../transport/driven-clock.ts';
import { createConversation, type Conversation } from './conversation.ts';
import { textOf } from './rows.ts';
import { visibleText } from './run.ts';
import type { Outgoing } from './types.ts';

const key = 'agent:a:main';

interface Asked {
  readonly method: string;
  readonly params: Record<string, unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

function setUp(outgoing: readonly Outgoing[] = []) {
  const asked: Asked[] = [];
  const request = ((method: string, params: Record<string, unknown>) =>
    new Promise<unknown>((resolve, reject) => {
      asked.push({ method, params, resolve, reject });
    })) as Client['request'];
  const clock = createDrivenClock();
  let keys = 0;
  const conversation = createConversation(
    { key },
    {
      client: { request },
      clock,
      newKey: () => `k${++keys}`,
      settleFirst: () => Promise.resolve(),
      outgoing,
    },
  );
  return { asked, conversation, clock };
}

const message = (id: string, role: ChatMessage['role'], text: string, rest = {}): ChatMessage => ({
  id,
  role,
  content: [{ type: 'text', text }],
  timestamp: 1,
  ...rest,
});
const page = (messages: ChatMessage[], rest = {}): ResultOf<'chat.history'> => ({
  sessionKey: key,
  sessionId: 's',
  messages,
  running: [],
  queued: [],
  ...rest,
});
const delta = (runId: string, seq: number, deltaText: string, rest = {}): ChatEvent => ({
  runId,
  sessionKey: key,
  seq,
  state: 'delta',
  deltaText,
  ...rest,
});
const rowsOf = ({ store }: Conversation): string[] =>
  store.getState().rows.map((row) => {
    switch (row.kind) {
      case 'message':
        return `${row.message.role}: ${textOf(row.message)}`;
      case 'outgoing':
        return `out ${row.outgoing.state}: ${row.outgoing.text}`;
      case 'run': {
        const run = store.getState().runs[row.runId];
        return `run: ${run ? visibleText(run) : ''}`;
      }
    }
  });

describe('sending', () => {
  it('shows the message at once and hands over to the stored one', async () => {
    const { asked, conversation } = setUp();
    conversation.send('hello');
    expect(rowsOf(conversation)).toEqual(['out sending: hello']);
    await settle();
    asked[0]?.resolve({ runId: 'k1', status: 'started' });
    await settle();
    conversation.takeMessage(message('m1', 'user', 'hello', { runId: 'k1' }));
    expect(rowsOf(conversation)).toEqual(['user: hello', 'run: ']);
  });

  it('repeats a message that was cut off with the same key, and keeps the order', async () => {
    const { asked, conversation } = setUp();
    conversation.send('one');
    conversation.send('two');
    await settle();
    asked[0]?.reject(localError('CLIENT_OFFLINE'));
    await settle();
    expect(rowsOf(conversation)).toEqual(['out waiting: one', 'out waiting: two']);
    conversation.flush();
    await settle();
    asked[1]?.resolve({ runId: 'k1', status: 'started' });
    await settle();
    expect(asked.map(({ params }) => params['idempotencyKey'])).toEqual(['k1', 'k1', 'k2']);
  });

  it('tries again by itself when the gateway did not answer in time', async () => {
    const { asked, conversation, clock } = setUp();
    conversation.send('one');
    await settle();
    asked[0]?.reject(localError('CLIENT_TIMEOUT'));
    await settle();
    await clock.advance(3_000);
    expect(asked).toHaveLength(2);
  });

  it('keeps a refused message for its writer, and lets the next one through', async () => {
    const { asked, conversation } = setUp();
    conversation.send('one');
    conversation.send('two');
    await settle();
    asked[0]?.reject(new ClientError({ code: 'AGENT_UNKNOWN', message: 'no' }));
    await settle();
    expect(rowsOf(conversation)).toEqual(['out failed: one', 'out sending: two']);
    expect(conversation.discard('k1')).toEqual({ text: 'one', pictures: [] });
    expect(rowsOf(conversation)).toEqual(['out sending: two']);
  });

  it('sends pictures along, the same ones when it is repeated, and gives them back', async () => {
    const { asked, conversation } = setUp();
    const picture = {
      id: 'p',
      name: 'cat.png',
      mimeType: 'image/png',
      width: 1,
      height: 1,
      bytes: new Uint8Array([1, 2, 3]),
    } as const;
    conversation.send('look', [picture]);
    await settle();
    const attachments = [{ mimeType: 'image/png', fileName: 'cat.png', content: 'AQID' }];
    expect(asked[0]?.params).toMatchObject({ message: 'look', attachments });
    asked[0]?.reject(localError('CLIENT_OFFLINE'));
    await settle();
    conversation.flush();
    await settle();
    expect(asked[1]?.params).toEqual(asked[0]?.params);
    asked[1]?.reject(new ClientError({ code: 'MESSAGE_EMPTY', message: '' }));
    await settle();
    expect(conversation.discard('k1')).toEqual({ text: 'look', pictures: [picture] });
  });

  it('shows a queued message below the running answer', async () => {
    const { asked, conversation } = setUp();
    conversation.takeChat(delta('r', 0, 'writing'));
    conversation.send('next');
    await settle();
    asked[0]?.resolve({ runId: 'k1', status: 'queued' });
    await settle();
    expect(rowsOf(conversation)).toEqual(['run: writing', 'out queued: next']);
  });

  it('goes on with what was unsent before the page was loaded again', async () => {
    const { asked, conversation } = setUp([
      { key: 'old', text: 'kept', createdAt: 1, state: 'waiting' },
    ]);
    conversation.flush();
    await settle();
    expect(asked[0]?.params).toMatchObject({ message: 'kept', idempotencyKey: 'old' });
  });
});

describe('an answer', () => {
  it('grows with its deltas; the whole text replaces what is there', () => {
    const { conversation } = setUp();
    conversation.takeChat(delta('r', 0, 'Hel'));
    conversation.takeChat(delta('r', 1, 'lo'));
    expect(rowsOf(conversation)).toEqual(['run: Hello']);
    conversation.takeChat(delta('r', 2, 'Anew', { replace: true }));
    expect(rowsOf(conversation)).toEqual(['run: Anew']);
  });

  it('takes a delta that comes twice only once', () => {
    const { conversation } = setUp();
    conversation.takeChat(delta('r', 0, 'a'));
    conversation.takeChat(delta('r', 1, 'b'));
    conversation.takeChat(delta('r', 1, 'b'));
    expect(rowsOf(conversation)).toEqual(['run: ab']);
  });

  it('changes no row of the list with a delta', () => {
    const { conversation } = setUp();
    conversation.takeMessage(message('m1', 'user', 'hi'));
    conversation.takeChat(delta('r', 0, 'a'));
    const { rows } = conversation.store.getState();
    conversation.takeChat(delta('r', 1, 'b'));
    expect(conversation.store.getState().rows).toBe(rows);
  });

  it('is one message in the end, whichever event tells it first', () => {
    const stored = message('m2', 'assistant', 'Hello', { runId: 'r', stopReason: 'stop' });
    const final: ChatEvent = {
      runId: 'r',
      sessionKey: key,
      seq: 9,
      state: 'final',
      message: stored,
    };
    for (const order of ['final', 'message'] as const) {
      const { conversation } = setUp();
      conversation.takeChat(delta('r', 0, 'Hello'));
      if (order === 'final') conversation.takeChat(final);
      conversation.takeMessage(stored);
      if (order === 'message') conversation.takeChat(final);
      expect(rowsOf(conversation)).toEqual(['assistant: Hello']);
    }
  });

  it('shows a stored step and goes on with what follows it', () => {
    const { conversation } = setUp();
    conversation.takeChat(delta('r', 0, 'Let me look.'));
    conversation.takeMessage({
      id: 'm2',
      role: 'assistant',
      runId: 'r',
      timestamp: 1,
      content: [
        { type: 'text', text: 'Let me look.' },
        { type: 'toolCall', id: 't1', name: 'clock', arguments: {} },
      ],
    });
    conversation.takeChat(delta('r', 1, 'It is noon.'));
    expect(rowsOf(conversation)).toEqual(['assistant: Let me look.', 'run: It is noon.']);
  });

  it('shows no word twice when a step is stored before its last words arrive', () => {
    const { conversation } = setUp();
    const shown = (): string => rowsOf(conversation).at(-1) ?? '';
    conversation.takeChat({
      runId: 'r',
      sessionKey: key,
      seq: 0,
      state: 'status',
      phase: 'starting_model',
    });
    conversation.takeMessage(message('m2', 'assistant', 'Let me look.', { runId: 'r' }));
    expect(shown()).toBe('run: ');
    conversation.takeChat(delta('r', 1, 'Let me'));
    expect(shown()).toBe('run: ');
    conversation.takeChat(delta('r', 2, ' look.'));
    expect(shown()).toBe('run: ');
    conversation.takeChat(delta('r', 3, '\n\nIt is noon.'));
    expect(shown()).toBe('run: It is noon.');
    conversation.takeMessage(message('m3', 'assistant', 'It is noon.', { runId: 'r' }));
    conversation.takeChat(delta('r', 4, '\n\nIt is noon.'));
    expect(shown()).toBe('run: It is noon.');
  });

  it('keeps an error with its code until it is stored', () => {
    const { conversation } = setUp();
    const error = { code: 'PROVIDER_KEY_REFUSED', message: 'no', hint: 'look' };
    const stored = message('m2', 'assistant', '', { runId: 'r', error });
    conversation.takeChat({
      runId: 'r',
      sessionKey: key,
      seq: 0,
      state: 'error',
      message: stored,
      errorMessage: 'no',
    });
    conversation.takeMessage(stored);
    expect(conversation.store.getState().rows).toHaveLength(1);
    expect(conversation.store.getState().rows[0]).toMatchObject({ message: { error } });
  });

  it('takes the place of the one that was asked for again', async () => {
    const { asked, conversation } = setUp();
    conversation.takeMessage(message('m1', 'user', 'hi'));
    conversation.takeMessage(message('m2', 'assistant', 'old', { parentId: 'm1' }));
    const retried = conversation.retry();
    asked[0]?.resolve({ runId: 'k1', status: 'started' });
    await retried;
    expect(rowsOf(conversation)).toEqual(['user: hi', 'run: ']);
  });

  it('on another branch hides what followed its parent, also when another screen asked', () => {
    const { conversation } = setUp();
    conversation.takeMessage(message('m1', 'user', 'hi'));
    conversation.takeMessage(message('m2', 'assistant', 'old', { parentId: 'm1' }));
    conversation.takeMessage(message('m3', 'assistant', 'new', { parentId: 'm1' }));
    expect(rowsOf(conversation)).toEqual(['user: hi', 'assistant: new']);
  });

  it('shows a tool with its result', () => {
    const { conversation } = setUp();
    conversation.takeMessage({
      id: 'm1',
      role: 'assistant',
      timestamp: 1,
      content: [{ type: 'toolCall', id: 't1', name: 'clock', arguments: { zone: 'UTC' } }],
    });
    conversation.takeMessage({
      id: 'm2',
      role: 'tool',
      timestamp: 2,
      content: [{ type: 'toolResult', id: 't1', name: 'clock', text: 'noon', isError: false }],
    });
    expect(conversation.store.getState().rows).toHaveLength(1);
    expect(conversation.store.getState().rows[0]).toMatchObject({
      tools: [{ name: 'clock', result: { text: 'noon', isError: false } }],
    });
  });
});

describe('an answer that was stopped before its first word', () => {
  const stopped = message('m2', 'assistant', '', {
    runId: 'r1',
    parentId: 'm1',
    stopReason: 'aborted',
  });

  it('stands there at once, and after the page was loaded again', async () => {
    const { asked, conversation } = setUp();
    conversation.takeMessage(message('m1', 'user', 'hi', { runId: 'r1' }));
    conversation.takeChat(delta('r1', 1, ''));
    conversation.takeChat({
      ...{ runId: 'r1', sessionKey: key, seq: 2, state: 'aborted', message: stopped },
    });
    const shown = ['user: hi', 'assistant: '];
    expect(rowsOf(conversation)).toEqual(shown);
    conversation.takeMessage(stopped);
    expect(rowsOf(conversation)).toEqual(shown);
    const again = conversation.reload();
    asked[0]?.resolve(page([message('m1', 'user', 'hi'), stopped]));
    await again;
    expect(rowsOf(conversation)).toEqual(shown);
    expect(conversation.store.getState().rows.at(-1)).toMatchObject({ isLast: true });
  });

  it('that said nothing without being stopped has no row', () => {
    const { conversation } = setUp();
    conversation.takeMessage(message('m1', 'user', 'hi'));
    conversation.takeMessage(message('m2', 'assistant', '', { stopReason: 'stop' }));
    expect(rowsOf(conversation)).toEqual(['user: hi']);
  });
});

describe('a tool', () => {
  const call = { type: 'toolCall', id: 't1', name: 'shell', arguments: {} } as const;
  const step = (phase: string, rest = {}) => ({
    runId: 'r1',
    seq: 1,
    stream: 'tool',
    ts: 1,
    data: { phase, toolCallId: 't1', name: 'shell', ...rest },
  });
  const toolRow = ({ store }: Conversation) =>
    store.getState().rows.flatMap((row) => (row.kind === 'message' ? row.tools : []));

  it('stands once: in the stored step that calls it', () => {
    const { conversation } = setUp();
    conversation.takeChat(delta('r1', 1, 'I look.'));
    conversation.takeAgent(step('start'));
    expect(conversation.store.getState().runs['r1']?.tools).toHaveLength(1);
    conversation.takeMessage({
      ...message('m1', 'assistant', 'I look.', { runId: 'r1' }),
      content: [call],
    });
    conversation.takeAgent(step('waiting'));
    conversation.takeAgent(step('result', { result: 'done' }));
    expect(conversation.store.getState().runs['r1']?.tools).toEqual([]);
    expect(toolRow(conversation)).toMatchObject([{ id: 't1' }]);
  });

  it('without a result is running as long as its turn is, and not finished after that', () => {
    const { conversation } = setUp();
    conversation.takeChat(delta('r1', 1, ''));
    conversation.takeMessage({
      ...message('m1', 'assistant', '', { runId: 'r1' }),
      content: [call],
    });
    expect(toolRow(conversation)[0]?.isCutOff).toBeUndefined();
    conversation.takeChat({
      runId: 'r1',
      sessionKey: key,
      seq: 2,
      state: 'error',
      errorMessage: 'x',
    });
    expect(toolRow(conversation)[0]?.isCutOff).toBe(true);
  });

  it('brings its pictures with its result', () => {
    const { conversation } = setUp();
    const image = {
      type: 'image',
      mimeType: 'image/png',
      blob: 'a'.repeat(64),
      sizeBytes: 1,
    } as const;
    const result = {
      type: 'toolResult',
      id: 't1',
      name: 'shell',
      text: '',
      isError: false,
    } as const;
    conversation.takeMessage({ ...message('m1', 'assistant', ''), content: [call] });
    conversation.takeMessage({ ...message('m2', 'tool', ''), content: [result, image] });
    expect(conversation.store.getState().rows).toHaveLength(1);
    expect(toolRow(conversation)[0]?.pictures).toEqual([image]);
  });
});

describe('history', () => {
  const open = async (...pages: ResultOf<'chat.history'>[]) => {
    const bench = setUp();
    bench.conversation.open();
    for (const [index, answer] of pages.entries()) {
      bench.asked[index]?.resolve(answer);
      await settle();
    }
    return bench;
  };

  it('puts older pages before what is shown and counts them', async () => {
    const { asked, conversation } = await open(
      page([message('m3', 'user', 'c')], { cursor: 'm3' }),
    );
    const older = conversation.loadOlder();
    asked[1]?.resolve(page([message('m1', 'user', 'a'), message('m2', 'user', 'b')]));
    await older;
    expect(rowsOf(conversation)).toEqual(['user: a', 'user: b', 'user: c']);
    expect(conversation.store.getState()).toMatchObject({ prependedCount: 2 });
    expect(conversation.store.getState().olderCursor).toBeUndefined();
  });

  it('keeps older pages when the newest is read again after a cut line', async () => {
    const { asked, conversation } = await open(
      page([message('m3', 'user', 'c')], { cursor: 'm3' }),
    );
    const older = conversation.loadOlder();
    asked[1]?.resolve(page([message('m2', 'user', 'b')], { cursor: 'm2' }));
    await older;
    const again = conversation.reload();
    asked[2]?.resolve(
      page([message('m3', 'user', 'c'), message('m4', 'assistant', 'd')], { cursor: 'm3' }),
    );
    await again;
    expect(rowsOf(conversation)).toEqual(['user: b', 'user: c', 'assistant: d']);
    expect(conversation.store.getState().olderCursor).toBe('m2');
  });

  it('takes up a turn that runs, and what waits behind it', async () => {
    const { conversation } = await open(
      page([message('m1', 'user', 'a')], {
        running: [{ runId: 'r', text: 'so far', startedAt: 1 }],
        queued: [{ runId: 'q', text: 'later', receivedAt: 2 }],
      }),
    );
    expect(rowsOf(conversation)).toEqual(['user: a', 'run: so far', 'out queued: later']);
    conversation.takeChat(delta('r', 5, ' and on'));
    expect(rowsOf(conversation)[1]).toBe('run: so far and on');
  });

  it('pages up to a message that was asked for, and says when it is not there', async () => {
    const { asked, conversation } = await open(
      page([message('m3', 'user', 'c')], { cursor: 'm3' }),
    );
    const found = conversation.loadUntil('m1');
    await settle();
    asked[1]?.resolve(page([message('m2', 'user', 'b')], { cursor: 'm2' }));
    await settle();
    asked[2]?.resolve(page([message('m1', 'user', 'a')]));
    await expect(found).resolves.toBe(true);
    await expect(conversation.loadUntil('elsewhere')).resolves.toBe(false);
  });
});
