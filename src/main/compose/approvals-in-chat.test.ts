import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Envelope } from '../../shared/model/envelope.ts';
import { addIdentity, addPerson, ensureOwner } from '../sessions/people-store.ts';
import type { Tool } from '../tools/tool.ts';
import {
  callThenSay,
  createHarness,
  say,
  type Harness,
  type HarnessOptions,
} from './testing/message-path-harness.ts';

let harness: Harness;
afterEach(() => harness.end());

let runs = 0;
const tool: Tool = {
  name: 'danger',
  description: 'Does what cannot be undone.',
  parameters: () => z.object({ what: z.string().default('it') }),
  touches: ['machine'],
  isRepeatable: false,
  asks: 'always',
  ask: (args) => ({ reason: 'Do it', always: { what: String(args['what']) } }),
  run() {
    runs += 1;
    return Promise.resolve({ text: 'done', isError: false });
  },
};

/** 42 is the owner, 43 somebody trusted, 44 a guest; all may write. */
async function begin(options: HarnessOptions = {}): Promise<void> {
  runs = 0;
  harness = createHarness({
    tools: [tool],
    channel: { access: { direct: 'open', groups: { '*': { requireMention: false } } } },
    ...options,
  });
  harness.model = callAnew;
  await harness.db.commit((sql) => {
    const now = harness.clock.now();
    const owner = ensureOwner(sql, 'Ann', now);
    const ids = { 42: owner, 43: addPerson(sql, 'Tom', 'trusted', now), 44: '' };
    ids[44] = addPerson(sql, 'Gus', 'guest', now);
    for (const [peer, id] of Object.entries(ids))
      addIdentity(sql, id, { channel: 'telegram', account: 'bot', peer, name: null }, now);
  });
}

/** Calls the tool for each message anew. */
const callAnew: Harness['model'] = (request, signal) => {
  const messages = request.messages.slice(request.messages.findLastIndex(isUser));
  return callThenSay('danger')({ ...request, messages }, signal);
};
const isUser = ({ role }: { readonly role: string }): boolean => role === 'user';

let count = 0;
const write = (text: string, changes: Partial<Envelope> = {}) => {
  count += 1;
  return harness.receive({ text, dedupeKey: `key:${count}`, ...changes });
};
const from = (id: string): Partial<Envelope> => ({
  sender: { id },
  chat: { kind: 'direct', id },
});
const inGroup = (id: string): Partial<Envelope> => ({
  sender: { id },
  chat: { kind: 'group', id: '-100' },
});
const asked = async () => (await harness.until('approval.changed')).approval;
const pending = () => harness.approvals.list();
const final = (agent = 'got done') =>
  harness.until(
    'chat',
    (event) => event.state === 'final' && JSON.stringify(event.message).includes(agent),
  );
/** Every message in the order of the conversation. */
const texts = () =>
  harness.db
    .statement<[], { text: string }>("SELECT text FROM message WHERE text <> '' ORDER BY seq")
    .all()
    .map(({ text }) => text);
/** What the messenger is given to send. */
const job = (words: string) =>
  vi.waitFor(() => {
    const found = harness.jobs.find(({ text }) => text.includes(words));
    if (!found) throw new Error(`nothing with ${words}`);
    return found;
  });
const settleAll = async () => {
  for (const { id, attempt } of [...harness.jobs])
    await harness.path.dispatcher.settle([{ result: 'sent', id, attempt, externalId: `x${id}` }]);
};

describe('the owner answers in the very chat', () => {
  it.each([
    ['yes', 'got done', 1],
    ['Ja!', 'got done', 1],
    ['OK', 'got done', 1],
    ['no', 'got Denied', 0],
    [' Nein. ', 'got Denied', 0],
  ])('with %j', async (text, said, times) => {
    await begin();
    await write('do it');
    await asked();
    expect(await write(text)).toMatchObject([{ status: 'ok' }]);
    await final(said);
    expect(runs).toBe(times);
    // No model ever saw the question, the code or the answer.
    const seen = harness.requests.flatMap(({ messages }) => messages);
    expect(new Set(seen.flatMap((one) => (one.role === 'user' ? [one.text] : [])))).toEqual(
      new Set(['do it']),
    );
    expect(JSON.stringify(seen)).not.toContain('/allow');
  });

  it('not with a word that was written before the question and came late', async () => {
    await begin();
    const sentAt = harness.clock.now();
    await harness.clock.advance(60_000);
    await write('do it');
    const { code } = await asked();
    expect(await write('ok', { sentAt })).toMatchObject([{ status: 'queued' }]);
    expect(pending().map((one) => one.code)).toEqual([code]);
    expect(await write('ok')).toMatchObject([{ status: 'ok' }]);
    await vi.waitFor(() => expect(runs).toBe(1));
  });

  it('not with a word that may answer what was said since', async () => {
    await begin();
    // It is about somebody else's call; meanwhile the owner goes on talking.
    await write('hello');
    await asked();
    await write('no');
    await final('got Denied');
    await write('do it', from('44'));
    const { code } = (
      await harness.until(
        'approval.changed',
        ({ approval }) => approval.state === 'pending' && approval.sessionKey.endsWith('44'),
      )
    ).approval;
    await harness.clock.advance(1_000);
    harness.model = say('Shall I add milk?');
    const [turn] = await write('shopping');
    await harness.until('chat', ({ runId, state }) => runId === turn?.runId && state === 'final');
    await write('ok');
    expect(pending().map((one) => one.code)).toEqual([code]);
    await vi.waitFor(() => expect(texts().at(-1)).toContain(code));
    await write(`/deny ${code}`);
  });

  it('with buttons, where the channel has them, and the question becomes its outcome', async () => {
    await begin();
    await write('do it');
    const { code } = await asked();
    const question = await job(code);
    expect(question.buttons?.map(({ text }) => text)).toEqual([
      `/allow ${code}`,
      `/deny ${code}`,
      `/allow ${code} always`,
    ]);
    await settleAll();
    await write(question.buttons?.[0]?.text ?? '');
    await final();
    const edit = await job('✅ Allowed: ');
    expect(edit).toMatchObject({ id: question.id, externalId: `x${question.id}` });
    expect(edit.buttons).toBeUndefined();
  });

  it('pressing a button twice is answered, and runs nothing twice', async () => {
    await begin();
    await write('do it');
    const { code } = await asked();
    await write(`/allow ${code}`);
    await final();
    await write(`/allow ${code}`);
    await write(`/deny ${code}`);
    expect(texts().at(-1)).toBe(`The question ${code} was closed already: allowed.`);
    expect(runs).toBe(1);
  });

  it('by quoting the question, when two wait', async () => {
    await begin({ toolsConfig: { approvals: { chat: 'telegram:direct:42' } } });
    await write('do it', from('43'));
    const { code } = await asked();
    await write('do it', from('44'));
    const other = await harness.until('approval.changed', (event) => event.approval.code !== code);
    await write('yes');
    expect(texts().at(-1)).toContain(`${code}, ${other.approval.code}`);
    expect(pending()).toHaveLength(2);
    await write(`> Bot: ❓ Assistant asks: may I use danger? ${other.approval.code}\n> Do it\nno`);
    await final('got Denied');
    expect(pending()).toMatchObject([{ code }]);
    await write('yes');
    await final();
    expect(runs).toBe(1);
  });

  it('and a word that is more than a word is no answer', async () => {
    await begin();
    harness.model = callThenSay('danger');
    await write('do it');
    const { code } = await asked();
    for (const text of ['yes please', 'okay then', 'yes\nno', 'y', `/allow ${code}x`])
      expect(await write(text)).toMatchObject([{ status: 'queued' }]);
    expect(pending()).toHaveLength(1);
    await write('/allow');
    await final();
    expect(runs).toBe(1);
  });
});

describe('the owner answers from another chat', () => {
  it('by the code, on the page', async () => {
    await begin();
    await write('do it');
    const { code } = await asked();
    await harness.send(`/allow ${code.toLowerCase()}`, { key: 'a' });
    await final();
    expect(runs).toBe(1);
  });

  it('by /approve, which is for people otherwise', async () => {
    await begin();
    await write('do it');
    const { code } = await asked();
    await harness.send(`/approve ${code}`, { key: 'a' });
    await final();
    expect(runs).toBe(1);
    await harness.send('/approve ABCDEFGH', { key: 'b' });
    expect(texts().at(-1)).toContain('unknown or too old');
  });

  it('when the program asked an agent on their behalf: nobody sits in that conversation', async () => {
    await begin({ toolsConfig: { approvals: { chat: 'telegram:direct:42' } } });
    const owner = harness.db
      .statement<[], { id: string }>("SELECT id FROM person WHERE role = 'owner'")
      .get();
    await harness.path.intake.accept([
      {
        envelope: {
          ...{ channel: 'web', account: 'web', dedupeKey: 'errand', kind: 'new', text: 'do it' },
          ...{ chat: { kind: 'direct', id: 'helper' }, sender: { id: 'agent:other' } },
          ...{ attachments: [], isAddressed: true, sentAt: 0 },
        },
        sessionKey: 'agent:assistant:helper',
        errand: { personId: owner?.id ?? null, ruledBy: 'telegram' },
      },
    ]);
    const approval = await asked();
    expect(approval).toMatchObject({ channel: 'telegram', sessionKey: 'agent:assistant:helper' });
    expect((await job(approval.code)).chat.id).toBe('42');
    await write('yes');
    await final();
    expect(runs).toBe(1);
  });

  it('but not with a bare yes', async () => {
    await begin();
    await write('do it');
    await asked();
    harness.model = say('what do you mean?');
    expect(await harness.send('yes', { key: 'a' })).toMatchObject([{ status: 'started' }]);
    expect(pending()).toHaveLength(1);
  });

  it('when it is about somebody else: only the owner is asked', async () => {
    await begin({ toolsConfig: { approvals: { chat: 'telegram:direct:42' } } });
    await write('do it', from('43'));
    const { code } = await asked();
    const question = await job(code);
    expect(question.chat.id).toBe('42');
    expect(harness.jobs.filter(({ chat }) => chat.id === '43')).toEqual([]);
    await write('yes', from('42'));
    await final();
    expect(runs).toBe(1);
  });

  it('"always" makes the next call run, and only for the owner', async () => {
    await begin();
    await write('do it');
    const { code } = await asked();
    await write(`/allow ${code} always`);
    await final();
    const done = harness.until('chat', (event) => event.state === 'final' && runs === 2);
    await write('do it again');
    await done;
    expect(pending()).toEqual([]);
    await write('do it for me', from('43'));
    await harness.until(
      'approval.changed',
      ({ approval }) => approval.state === 'pending' && approval.code !== code,
    );
    expect(runs).toBe(2);
  });
});

describe('nobody but an owner can answer', () => {
  it.each([
    ['somebody trusted', from('43')],
    ['a guest', from('44')],
    ['a stranger', from('45')],
    ['somebody trusted in a group', inGroup('43')],
    ['a guest in a group', inGroup('44')],
    ['a stranger in a group', inGroup('45')],
  ])('%s', async (_who, place) => {
    await begin();
    await write('do it');
    const { code } = await asked();
    harness.model = say('hm');
    for (const text of [
      `/allow ${code}`,
      `/allow ${code} always`,
      `/approve ${code}`,
      'yes',
      '/allow',
    ])
      await write(text, place);
    expect(pending()).toMatchObject([{ code, state: 'pending' }]);
    expect(harness.approvals.rules()).toEqual([]);
    expect(runs).toBe(0);
  });

  it('not even in the chat in which it was asked', async () => {
    await begin({ toolsConfig: { approvals: { chat: 'telegram:group:-100' } } });
    await write('do it', from('43'));
    const { code } = await asked();
    harness.model = say('hm');
    await write('yes', inGroup('43'));
    await write(`/allow ${code}`, inGroup('44'));
    expect(pending()).toHaveLength(1);
    const done = harness.until('chat', (event) => event.state === 'final' && runs === 1);
    await write('yes', inGroup('42'));
    await done;
  });

  it('nor an agent that writes in the name of the owner', async () => {
    await begin();
    await write('do it');
    const { code } = await asked();
    const owner = harness.db
      .statement<[], { id: string }>("SELECT id FROM person WHERE role = 'owner'")
      .get();
    for (const text of [`/allow ${code}`, 'yes'])
      await harness.path.intake.accept([
        {
          envelope: {
            ...{ channel: 'web', account: 'web', dedupeKey: `errand:${text}`, kind: 'new', text },
            ...{ chat: { kind: 'direct', id: 'main' }, sender: { id: 'agent:other' } },
            ...{ attachments: [], isAddressed: true, sentAt: 0 },
          },
          sessionKey: 'agent:assistant:telegram:direct:42',
          errand: { personId: owner?.id ?? null, isSpoken: false },
        },
      ]);
    expect(pending()).toHaveLength(1);
    expect(runs).toBe(0);
  });
});

it('a crash during the wait: the question stays, its answer runs the tool once', async () => {
  await begin();
  await write('do it');
  const { code } = await asked();
  await job(code);
  await settleAll();
  harness = harness.crash();
  harness.model = callThenSay('danger');
  await harness.approvals.recover();
  await harness.path.engine.recover();
  await write('yes');
  await final();
  expect(runs).toBe(1);
  expect(
    harness.jobs.filter(({ text }) => text.includes(`may I use`) && text.includes(code)),
  ).toEqual([]);
});

it('no list of conversations shows the question or its code', async () => {
  await begin();
  await write('do it');
  const { code } = await asked();
  const { excerpt } = harness.db
    .statement<[], { excerpt: string }>(
      "SELECT last_text AS excerpt FROM session WHERE channel = 'telegram'",
    )
    .get() ?? { excerpt: '' };
  expect(excerpt).not.toContain(code);
});

it('a turn that is stopped takes its question back', async () => {
  await begin();
  await write('do it');
  const { id } = await asked();
  await write('/stop');
  await harness.until('approval.changed', ({ approval }) => approval.state === 'withdrawn');
  expect(harness.approvals.get(id).state).toBe('withdrawn');
  expect(runs).toBe(0);
});

it('waiting costs a turn none of its time', async () => {
  await begin({ agent: { timeoutSeconds: 30 } });
  await write('do it');
  await asked();
  await harness.clock.advance(50 * 60_000);
  await write('yes');
  await final();
  expect(runs).toBe(1);
});
