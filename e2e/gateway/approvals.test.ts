import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAskingScene, type AskingScene } from '../support/asking-scene.ts';
import type { MessageRecord } from '../servers/telegram/control.ts';
import { runCli } from '../support/run-cli.ts';
import { textOf } from '../support/client.ts';

let asking: AskingScene;
/** Each wish has a note of its own, so that "always" of one is no answer to the next. */
let count = 0;
let note = '';

beforeAll(async () => {
  asking = await createAskingScene();
});
afterAll(async () => {
  expect(await asking.telegram.listViolations()).toEqual([]);
  await asking.dispose();
});

async function wish(chatId?: number): Promise<MessageRecord> {
  count += 1;
  note = `run-${count}`;
  await asking.wish(chatId, note);
  return await asking.said(note === '' ? '' : `echo ${note} `);
}
const codeOf = (question: MessageRecord): string => {
  const [, code = ''] = /may I use shell\? ([A-Z0-9]{4})/.exec(question.text) ?? [];
  return code;
};
const timesRun = (): number => asking.runs().filter((line) => line === note).length;
const cli = (...args: string[]) => runCli(args, { stateDir: asking.scene.stateDir });
/** The answer of the turn says what the tool said. */
const answered = (words: string) => asking.said(words);
const becomes = (question: MessageRecord, words: string) =>
  asking.telegram.waitForMessages({
    match: { chatId: question.chatId, contains: words, afterSeq: question.seq, isEdited: true },
  });

describe('a question in the chat', () => {
  it('is answered by a button: the tool runs once, the question becomes its outcome', async () => {
    const question = await wish();
    const labels = question.message.reply_markup?.inline_keyboard.flat().map(({ text }) => text);
    expect(labels).toEqual(['✅ Allow', '⛔ Deny', '✅ Always']);
    expect(timesRun()).toBe(0);
    await asking.press(question, 'Allow');
    await becomes(question, '✅ Allowed: assistant may use shell');
    await answered('tool said');
    expect(timesRun()).toBe(1);
    const [edited] = await asking.telegram.listMessages({
      match: { chatId: question.chatId, contains: codeOf(question) },
    });
    expect(edited?.message.reply_markup).toBeUndefined();
    const { answeredCallbackIds } = await asking.telegram.getBotState();
    expect(answeredCallbackIds).toHaveLength(1);
  });

  it('is answered by a reply to it, and the model never sees that', async () => {
    const question = await wish();
    await asking.telegram.injectMessage({
      chatId: asking.chatId,
      text: 'No',
      replyTo: question.messageId,
    });
    await becomes(question, '⛔ Denied');
    await answered('Denied. The call was not run');
    expect(timesRun()).toBe(0);
    const requests = JSON.stringify(await asking.scene.model.listRequests());
    expect(requests).not.toContain(codeOf(question));
    expect(requests).not.toContain('may I use');
  });

  it('is answered by its code from another chat of the owner', async () => {
    const question = await wish();
    const client = await asking.connect();
    const end = await client.ask(`/allow ${codeOf(question)}`, {
      sessionKey: 'agent:assistant:elsewhere',
    });
    expect(textOf(end.message)).toBe('Allowed.');
    await becomes(question, '✅ Allowed');
    await expect.poll(timesRun, { timeout: 10_000 }).toBe(1);
    await client.close();
  });

  it('is answered from the command line', async () => {
    const question = await wish();
    const code = codeOf(question);
    const list = await cli('approvals');
    expect(list.out).toMatch(new RegExp(`${code} .*pending.*shell.*echo ${note}`));
    const show = await cli('approvals', 'show', code);
    expect(show.out).toContain(`echo ${note} >>`);
    expect((await cli('approvals', 'allow', code)).out).toBe('shell: allowed.\n');
    await becomes(question, '✅ Allowed');
    await expect.poll(timesRun, { timeout: 10_000 }).toBe(1);
    const late = await cli('approvals', 'deny', code);
    expect(late).toMatchObject({ code: 6 });
    expect(late.err).toContain('closed already: allowed');
    expect((await cli('approvals', 'list', '--closed', '--limit', '1')).out).toContain(code);
  });

  it('two answers at once: the first counts, and the other is told', async () => {
    const question = await wish();
    const id = codeOf(question);
    const [one, two] = await Promise.all([asking.connect(), asking.connect()]);
    const results = await Promise.allSettled([
      one.request('approval.resolve', { id, decision: 'deny' }),
      two.request('approval.resolve', { id, decision: 'allow' }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await one.event(
      'approval.changed',
      ({ approval }) => approval.code === id && approval.state !== 'pending',
    );
    const { approval } = await one.request('approval.get', { id });
    await expect.poll(timesRun, { timeout: 10_000 }).toBe(approval.state === 'allowed' ? 1 : 0);
    await Promise.all([one.close(), two.close()]);
  });
});

describe('"always"', () => {
  it('lets the same call run from then on, and no longer one, until the rule is removed', async () => {
    const question = await wish();
    await asking.press(question, 'Always');
    await becomes(question, '✅ Allowed');
    await expect.poll(timesRun, { timeout: 10_000 }).toBe(1);
    await asking.wish(undefined, note);
    await expect.poll(timesRun, { timeout: 10_000 }).toBe(2);
    expect(await asking.pending()).toEqual([]);

    await asking.wish(undefined, `${note}\necho more`);
    const longer = await asking.said('echo more');
    await asking.press(longer, 'Deny');
    await becomes(longer, '⛔ Denied');

    const rules = await cli('approvals', 'rules', '--json');
    const [rule] = (JSON.parse(rules.out) as { rules: { id: string; useCount: number }[] }).rules;
    expect(rule?.useCount).toBe(1);
    expect((await cli('approvals', 'rules', 'remove', rule?.id ?? '')).code).toBe(0);
    await asking.wish(undefined, note);
    await expect.poll(async () => (await asking.pending()).length, { timeout: 10_000 }).toBe(1);
    await asking.write('no');
    await expect.poll(async () => (await asking.pending()).length, { timeout: 10_000 }).toBe(0);
    expect(timesRun()).toBe(2);
  });

  it('is for those who may set rules: refused over a connection that may only write', async () => {
    const question = await wish();
    const code = codeOf(question);
    const writer = await asking.scene.connect({ scopes: ['operator.read', 'operator.write'] });
    const answer = { id: code, decision: 'allow' as const, always: true };
    const refused = await writer.refused('approval.resolve', answer);
    expect(refused.details).toMatchObject({
      code: 'MISSING_SCOPE',
      missingScope: 'operator.admin',
    });
    const sessionKey = 'agent:assistant:writer';
    const said = await writer.ask(`/allow ${code} always`, { sessionKey });
    expect(textOf(said.message)).toContain('may not set rules');
    expect(timesRun()).toBe(0);
    expect(await writer.request('approval.rules', {})).toEqual({ rules: [] });
    await writer.request('approval.resolve', { ...answer, always: false });
    await expect.poll(timesRun, { timeout: 10_000 }).toBe(1);
    await writer.close();
  });

  it('rules are also made by hand, and deny goes first', async () => {
    const added = await cli(
      ...['approvals', 'rules', 'add', 'shell', '--action', 'deny', '--agent', 'assistant'],
      ...['--when', 'command=echo forbidden*'],
    );
    expect(added.out).toContain('command is like "echo forbidden*"');
    await asking.wish(undefined, 'forbidden');
    await answered('Denied. The call was not run');
    expect(asking.runs()).not.toContain('forbidden');
    expect(await asking.pending()).toEqual([]);
  });
});

describe('nobody but the owner', () => {
  it('can press the button or write the code, whoever they are', async () => {
    const trusted = await asking.letIn('Tom', 'trusted');
    const guest = await asking.letIn('Gus', 'guest');
    const question = await wish();
    const code = codeOf(question);
    for (const chatId of [trusted, guest]) {
      await asking.write(`/allow ${code}`, chatId);
      await asking.write('yes', chatId);
    }
    await asking.said('Only the owner', trusted);
    // Somebody else's finger on the owner's button, as in a chat that both can see.
    await asking.press(question, 'Allow', trusted);
    expect(await asking.pending()).toMatchObject([{ code }]);
    expect(timesRun()).toBe(0);
    await asking.write('no');
    await becomes(question, '⛔ Denied');
  });

  it('is asked about what somebody else wants', async () => {
    const trusted = await asking.letIn('Tim', 'trusted');
    const question = await wish(trusted);
    expect(question.chatId).toBe(asking.chatId);
    expect(question.text).toContain(`telegram:direct:${trusted}`);
    await asking.press(question, 'Allow');
    await asking.said('tool said', trusted);
    expect(timesRun()).toBe(1);
  });
});

it('a question that nobody answers expires, is edited, and counts as denied', async () => {
  const quick = await createAskingScene({
    tools: { approvals: { expireMinutes: 1 } },
    start: fast,
  });
  try {
    await quick.wish();
    await quick.question();
    await quick.said('Denied. The call was not run');
    await quick.said('Nobody answered in time');
    expect(quick.runs()).toEqual([]);
    expect(await quick.pending()).toEqual([]);
  } finally {
    await quick.dispose();
  }
});

/** A clock that runs faster: a minute is two seconds. */
const fast = {
  nodeFlags: ['--import', new URL('../support/preload/fast-clock.ts', import.meta.url).pathname],
  env: { E2E_CLOCK_FACTOR: '30' },
};
