import { expect } from 'vitest';
import type { ChannelDescriptor, ChannelFactory } from './channel.ts';
import { makeJob, startChannel, type Messenger } from './contract-harness.ts';

/** What is tested: a channel and a messenger it can be tested against. */
export interface ContractSubject {
  readonly descriptor: ChannelDescriptor;
  readonly factory: ChannelFactory;
  openMessenger(): Promise<Messenger>;
}

type Check = (messenger: Messenger, subject: ContractSubject) => Promise<void>;

/** What every channel promises, by name. Each check gets a fresh messenger. */
export const contractChecks: Readonly<Record<string, Check>> = {
  'says that it runs': async (messenger, { factory }) => {
    const running = startChannel(factory, messenger.settings);
    await running.until(() => running.states.includes('running'), 'running');
    await running.channel.stop();
  },

  'hands on each message once, and each edit once': async (messenger, { factory }) => {
    const running = startChannel(factory, messenger.settings);
    const message = await messenger.say('first words');
    await running.until(() => running.received.length >= 1, 'the message');
    await messenger.edit(message, 'second words');
    await running.until(() => running.received.length >= 2, 'the edit');
    await messenger.waitForConfirmation();
    expect(running.received.map(({ kind, text }) => [kind, text])).toEqual([
      ['new', 'first words'],
      ['edit', 'second words'],
    ]);
    expect(new Set(running.received.map(({ dedupeKey }) => dedupeKey)).size).toBe(2);
    await running.channel.stop();
  },

  'confirms nothing before it is safe': async (messenger, { factory }) => {
    const running = startChannel(factory, messenger.settings);
    await running.until(() => running.states.includes('running'), 'running');
    const gate = running.hold();
    await messenger.say('keep me');
    await running.until(() => running.received.length > 0, 'the message');
    expect(await messenger.areAllConfirmed()).toBe(false);
    gate.release();
    await messenger.waitForConfirmation();
    await running.channel.stop();
  },

  'leaves unconfirmed what is not safe when it is stopped': async (messenger, { factory }) => {
    const memory = new Map<string, string>();
    const first = startChannel(factory, messenger.settings, memory);
    await first.until(() => first.states.includes('running'), 'running');
    const gate = first.hold();
    await messenger.say('do not lose me');
    await first.until(() => first.received.length > 0, 'the message');
    const stopped = first.channel.stop();
    gate.refuse();
    await stopped;
    expect(await messenger.areAllConfirmed()).toBe(false);

    const second = startChannel(factory, messenger.settings, memory);
    await second.until(() => second.received.length > 0, 'the message again');
    expect(second.received[0]?.dedupeKey).toBe(first.received[0]?.dedupeKey);
    await messenger.waitForConfirmation();
    await second.channel.stop();
  },

  'tells nothing twice after a clean restart': async (messenger, { factory }) => {
    const memory = new Map<string, string>();
    const first = startChannel(factory, messenger.settings, memory);
    await messenger.say('once');
    await first.until(() => first.received.length === 1, 'the message');
    await first.channel.stop();

    const second = startChannel(factory, messenger.settings, memory);
    await messenger.say('twice');
    await second.until(() => second.received.some(({ text }) => text === 'twice'), 'the next one');
    expect(second.received.map(({ text }) => text)).toEqual(['twice']);
    await second.channel.stop();
  },

  'hands on once after the line broke': async (messenger, { factory }) => {
    const running = startChannel(factory, messenger.settings);
    await running.until(() => running.states.includes('running'), 'running');
    await messenger.breakLine?.();
    await messenger.say('after the break');
    await running.until(() => running.received.length > 0, 'the message');
    await messenger.waitForConfirmation();
    expect(running.received).toHaveLength(1);
    await running.channel.stop();
  },

  'sends, and edits in place': async (messenger, { factory, descriptor }) => {
    const { channel } = startChannel(factory, messenger.settings);
    const draft = makeJob(messenger, { isDraft: descriptor.canEdit, text: 'Hello' });
    const sent = await channel.deliver(draft);
    expect(sent).toMatchObject({ result: 'sent', id: draft.id, attempt: 1 });
    expect(await messenger.shownTexts()).toEqual(['Hello']);
    if (descriptor.canEdit && sent.result === 'sent') {
      const { externalId } = sent;
      const final = makeJob(messenger, { attempt: 2, externalId, text: 'Hello there' });
      expect(await channel.deliver(final)).toMatchObject({
        result: 'sent',
        externalId,
        attempt: 2,
      });
      // The same text once more changes nothing, and that is fine.
      expect(await channel.deliver({ ...final, attempt: 3 })).toMatchObject({ result: 'sent' });
      expect(await messenger.shownTexts()).toEqual(['Hello there']);
    }
    await channel.stop();
  },

  'marks a possible duplicate': async (messenger, { factory, descriptor }) => {
    const { channel } = startChannel(factory, messenger.settings);
    await channel.deliver(makeJob(messenger, { isPossibleDuplicate: true, text: 'Hello' }));
    const [shown = ''] = await messenger.shownTexts();
    expect(shown.startsWith('Hello')).toBe(true);
    expect(shown.length > 'Hello'.length).toBe(!descriptor.dedupesSends);
    await channel.stop();
  },

  'tells a pause apart, with its length': async (messenger, { factory }) => {
    const { channel } = startChannel(factory, messenger.settings);
    await messenger.failNext('limited');
    const outcome = await channel.deliver(makeJob(messenger));
    expect(outcome).toMatchObject({ result: 'failed', kind: 'limited', hasBegun: false });
    expect(outcome.result === 'failed' && outcome.retryAfterMs).toBeGreaterThan(0);
    expect(await messenger.shownTexts()).toEqual([]);
    await channel.stop();
  },

  'tells a refusal apart': async (messenger, { factory }) => {
    const { channel } = startChannel(factory, messenger.settings);
    await messenger.failNext('refused');
    expect(await channel.deliver(makeJob(messenger))).toMatchObject({
      result: 'failed',
      kind: 'refused',
      hasBegun: false,
    });
    await channel.stop();
  },

  'knows that nothing left when nobody listens': async (messenger, { factory }) => {
    const { channel } = startChannel(factory, messenger.deadSettings);
    expect(await channel.deliver(makeJob(messenger))).toMatchObject({
      result: 'failed',
      kind: 'unreachable',
      hasBegun: false,
    });
    await channel.stop();
  },

  'knows that it may have arrived when the answer is missing': async (messenger, { factory }) => {
    const { channel } = startChannel(factory, messenger.settings);
    await messenger.failNext('cut-after');
    expect(await channel.deliver(makeJob(messenger))).toMatchObject({
      result: 'failed',
      kind: 'unreachable',
      hasBegun: true,
    });
    await channel.stop();
  },
};
