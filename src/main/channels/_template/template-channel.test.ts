import { describe, expect, it } from 'vitest';
import type { ChannelFactory } from '../channel.ts';
import { contractChecks, type ContractSubject } from '../contract-checks.ts';
import type { Messenger } from '../contract-harness.ts';
import { describeChannel } from '../contract-suite.ts';
import { templateDescriptor } from './descriptor.ts';
import { createMemoryMessenger, type MemoryMessenger } from './memory-messenger.ts';
import { createTemplateFactory } from './template-channel.ts';

/** One subject has one messenger at a time; `openMessenger` makes a fresh one. */
function makeSubject(
  wrap: (factory: ChannelFactory, memory: MemoryMessenger) => ChannelFactory,
): ContractSubject {
  let memory = createMemoryMessenger();
  return {
    descriptor: templateDescriptor,
    factory: (instance, host) => wrap(createTemplateFactory(memory), memory)(instance, host),
    openMessenger() {
      memory = createMemoryMessenger();
      return Promise.resolve(describeMessenger(memory));
    },
  };
}

function describeMessenger(memory: MemoryMessenger): Messenger {
  const isConfirmed = (): boolean => memory.confirmedCursor === memory.events.length;
  let count = 0;
  return {
    chat: { kind: 'direct', id: 'chat' },
    settings: {},
    deadSettings: { isDead: true },
    async say(text) {
      count += 1;
      memory.happen({ kind: 'new', message: count, text });
      return String(count);
    },
    edit: async (message, text) => memory.happen({ kind: 'edit', message: Number(message), text }),
    areAllConfirmed: async () => isConfirmed(),
    async waitForConfirmation() {
      for (let turn = 0; turn < 100 && !isConfirmed(); turn += 1) await Promise.resolve();
      expect(isConfirmed()).toBe(true);
    },
    shownTexts: async () => memory.shown.map(({ text }) => text),
    failNext: async (how) => void (memory.nextFault = how),
    close: async () => undefined,
  };
}

const sound = makeSubject((factory) => factory);

describeChannel('template', sound);

describe('the contract itself', () => {
  const fails = async (subject: ContractSubject, promise: string): Promise<void> => {
    const check = contractChecks[promise];
    if (check === undefined) throw new Error(`no check "${promise}"`);
    const messenger = await subject.openMessenger();
    await expect(check(messenger, subject)).rejects.toThrow();
  };

  it('finds a channel that confirms before it is safe', async () => {
    const early = makeSubject((factory, memory) => (instance, host) => {
      const confirmEarly = (): void => void (memory.confirmedCursor = memory.events.length);
      const receive: typeof host.receive = (envelopes) => {
        confirmEarly();
        return host.receive(envelopes);
      };
      return factory(instance, { ...host, receive });
    });
    await fails(early, 'confirms nothing before it is safe');
    await fails(early, 'leaves unconfirmed what is not safe when it is stopped');
  });

  it('finds a channel that hands on twice', async () => {
    const twice = makeSubject((factory) => (instance, host) => {
      const receive: typeof host.receive = async (envelopes) => {
        await host.receive(envelopes);
        await host.receive(envelopes);
      };
      return factory(instance, { ...host, receive });
    });
    await fails(twice, 'hands on each message once, and each edit once');
  });

  it('finds a channel that calls everything "not begun"', async () => {
    const careless = makeSubject((factory) => (instance, host) => {
      const channel = factory(instance, host);
      return {
        ...channel,
        async deliver(job) {
          const outcome = await channel.deliver(job);
          return outcome.result === 'failed' ? { ...outcome, hasBegun: false } : outcome;
        },
      };
    });
    await fails(careless, 'knows that it may have arrived when the answer is missing');
  });
});
