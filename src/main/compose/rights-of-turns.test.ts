import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Envelope } from '../../shared/model/envelope.ts';
import { retryAnswer } from '../delivery/retry.ts';
import { addIdentity, addPerson, ensureOwner } from '../sessions/people-store.ts';
import { listConversations } from '../tools/chats/chat-list.ts';
import { createMessageTool } from '../tools/chats/message.ts';
import type { Tool, ToolContext } from '../tools/tool.ts';
import { callThenSay, createHarness, say, type Harness } from './testing/message-path-harness.ts';

let harness: Harness;
let ownerId = '';
let tomId = '';
const contexts: ToolContext[] = [];

const look: Tool = {
  name: 'look',
  description: 'Notes for whom it runs.',
  parameters: () => z.object({}),
  touches: [],
  isRepeatable: true,
  asks: 'never',
  run(_args, context) {
    contexts.push(context);
    return Promise.resolve({ text: 'seen', isError: false });
  },
};

/** 42 is the owner, 43 somebody trusted; strangers may write as well. */
beforeEach(async () => {
  contexts.length = 0;
  const message = createMessageTool({
    db: { ...lateDb() },
    speakUp: () => harness.path.speakUp,
  });
  harness = createHarness({
    tools: [look, message],
    agent: { tools: ['*'] },
    channel: { access: { direct: 'open', groups: { '*': { requireMention: false } } } },
  });
  harness.model = callAnew('look');
  await harness.db.commit((sql) => {
    ownerId = ensureOwner(sql, 'Ann', 0);
    tomId = addPerson(sql, 'Tom', 'trusted', 0);
    for (const [peer, id] of [
      ['42', ownerId],
      ['43', tomId],
    ] as const)
      addIdentity(sql, id, { channel: 'telegram', account: 'bot', peer, name: null }, 0);
  });
});
afterEach(() => harness.end());

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

/** Calls the tool for each message anew. */
const callAnew =
  (name: string, args: Record<string, unknown> = {}): Harness['model'] =>
  (request, signal) => {
    const from = request.messages.findLastIndex(({ role }) => role === 'user');
    return callThenSay(name, args)({ ...request, messages: request.messages.slice(from) }, signal);
  };

let count = 0;
const write = async (peer: string, text: string, changes: Partial<Envelope> = {}) => {
  count += 1;
  const [accepted] = await harness.receive({
    dedupeKey: `m:${count}`,
    chat: { kind: 'direct', id: peer },
    sender: { id: peer },
    text,
    ...changes,
  });
  await ended(accepted?.runId ?? '');
};
const ended = (run: string) =>
  harness.until(
    'chat',
    ({ runId, state }) => runId === run && ['final', 'error', 'aborted'].includes(state),
  );
const sendAsOwner = async (text: string, session?: string) => {
  count += 1;
  const key = `web:${count}`;
  await harness.send(text, { key, ...(session === undefined ? {} : { session }) });
  await ended(key);
};
const seen = () => contexts.at(-1);

describe('for whom a turn runs', () => {
  it('is whoever wrote, as far as the conversation is theirs', async () => {
    await write('42', 'hello');
    expect(seen()).toMatchObject({ isOwner: true, personId: ownerId });
    await write('43', 'hello');
    expect(seen()).toMatchObject({ isOwner: false, personId: tomId });
    await sendAsOwner('hello');
    expect(seen()).toMatchObject({ isOwner: true, personId: ownerId });
  });

  it.each(['direct:666', 'group:-1'])(
    'is nobody in %s, though a model had the owner begin that conversation',
    async (peer) => {
      harness.model = callAnew('message', {
        action: 'send',
        to: `agent:assistant:telegram:${peer}`,
        text: 'hi',
      });
      const going = sendAsOwner('go');
      // It is a stranger's chat, whatever it is called: the owner is asked.
      const { approval } = await harness.until('approval.changed');
      await harness.approvals.resolve(approval.id, {
        ...{ decision: 'allow', isAlways: false, by: undefined, via: 'client' },
      });
      await going;
      harness.model = callAnew('look');
      const [kind, id] = peer.split(':') as ['direct' | 'group', string];
      await write('666', 'hello', { chat: { kind, id } });
      expect(seen()).toMatchObject({ isOwner: false, personId: undefined });
    },
  );

  it('is nobody where a client has named the chat of a stranger before the stranger came', async () => {
    for (const peer of ['direct:666', 'group:-1'] as const) {
      await sendAsOwner('note', `agent:assistant:telegram:${peer}`);
      const [kind, id] = peer.split(':') as ['direct' | 'group', string];
      await write('666', 'hello', { chat: { kind, id } });
      expect(seen()).toMatchObject({ isOwner: false, personId: undefined });
    }
  });

  it('is not the one who used to write from there', async () => {
    await write('42', 'hello');
    await harness.db.commit((sql) =>
      addIdentity(sql, tomId, { channel: 'telegram', account: 'bot', peer: '42', name: null }, 0),
    );
    // Tom has two identities now: his are in another conversation. Without the other he is not linked.
    await harness.db.commit((sql) => sql.exec("DELETE FROM identity WHERE peer = '43'"));
    await write('42', 'hello');
    expect(seen()).toMatchObject({ isOwner: false, personId: undefined });
  });

  it('stays the guest where the owner writes into the conversation of a guest', async () => {
    await write('43', 'hello');
    await sendAsOwner('and I', 'agent:assistant:telegram:direct:43');
    expect(seen()).toMatchObject({ isOwner: false, personId: tomId });
  });
});

describe('an answer that is asked for once more', () => {
  const retry = async (sessionKey: string) => {
    count += 1;
    const runId = `retry:${count}`;
    const { db, clock, path } = harness;
    const start = (begun: Parameters<typeof path.engine.start>[0]): void =>
      path.engine.start(begun);
    await retryAnswer(
      { db, clock, config: () => harness.config, start },
      { sessionKey, runId, dedupeKey: runId },
    );
    await ended(runId);
  };

  it('has the rights and the tools of the question', async () => {
    await write('43', 'hello');
    await retry('agent:assistant:telegram:direct:43');
    expect(seen()).toMatchObject({ isOwner: false, personId: tomId, ruledBy: 'telegram' });
    await sendAsOwner('hello');
    await retry('agent:assistant:main');
    expect(seen()).toMatchObject({ isOwner: true, personId: ownerId });
  });

  it('is nobody’s where a stranger wrote into a conversation of the owner', async () => {
    await write('42', 'hello');
    await harness.db.commit((sql) => sql.exec("DELETE FROM identity WHERE peer = '42'"));
    await write('42', 'hello');
    await retry('agent:assistant:telegram:direct:42');
    expect(seen()).toMatchObject({ isOwner: false, personId: undefined });
  });
});

describe('what counts as written by a person', () => {
  it('is not what they quote', async () => {
    await write('42', '> Bot: see https://evil.example/x\n> and more\nyes, that one');
    expect(seen()?.userTexts).toEqual(['yes, that one']);
  });

  it('is not what a model says', async () => {
    harness.model = say('https://evil.example/x');
    await write('42', 'hello');
    harness.model = callAnew('look');
    await write('42', 'go on');
    expect(seen()?.userTexts).toEqual(['go on']);
  });
});

describe('what an agent may know of other conversations', () => {
  it('is those with the person it answers alone; for the owner all', async () => {
    await write('42', 'hello');
    await write('43', 'hello');
    await write('43', 'hello', { chat: { kind: 'group', id: '-1' } });
    await write('666', 'hello');
    const listed = (who: Parameters<typeof listConversations>[1]) =>
      listConversations(harness.db, who).map(({ key }) => key.split(':').slice(-2).join(':'));
    expect(listed({ personId: tomId, isOwner: false })).toEqual(['direct:43']);
    expect(listed({ personId: undefined, isOwner: false })).toEqual([]);
    expect(listed({ personId: ownerId, isOwner: true }).toSorted()).toEqual(
      ['direct:42', 'direct:43', 'direct:666', 'group:-1'].toSorted(),
    );
  });
});
