import type { DeliveryJob, DeliveryOutcome } from '../../../shared/model/delivery.ts';
import type { Envelope } from '../../../shared/model/envelope.ts';
import { delay } from '../../platform/clock.ts';
import type { ChannelFactory } from '../channel.ts';
import type { MemoryEvent, MemoryMessenger } from './memory-messenger.ts';

const retryMs = 1_000;

/**
 * A channel to copy. It does what every channel must, in the order it must: hand on, wait until it
 * is safe, then confirm. The messenger is an object in memory instead of a library.
 */
export function createTemplateFactory(messenger: MemoryMessenger): ChannelFactory {
  return (instance, host) => {
    const isDead = instance.settings['isDead'] === true;
    const stopping = new AbortController();
    const { signal } = stopping;
    let unsubscribe: (() => void) | undefined;
    let running: Promise<void> | undefined;
    let change = Promise.withResolvers<undefined>();

    const wake = (): void => {
      change.resolve(undefined);
      change = Promise.withResolvers();
    };

    /** One event at a time, from the first that is not confirmed. */
    async function run(): Promise<void> {
      while (!signal.aborted) {
        const somethingNew = change.promise;
        const event = messenger.events[messenger.confirmedCursor];
        if (event === undefined || !messenger.isReachable) await somethingNew;
        else await handOn(event);
      }
    }

    async function handOn(event: MemoryEvent): Promise<void> {
      try {
        await host.receive([toEnvelope(instance.id, event)]);
        // Only now: a crash before this line makes the messenger tell it again.
        messenger.confirmedCursor = event.cursor + 1;
      } catch (error) {
        // It stays unconfirmed and is handed on again.
        host.log.warn('template.not-safe', { error });
        await delay(host.clock, retryMs, signal).catch(() => undefined);
      }
    }

    return {
      start() {
        if (isDead) {
          host.report('retrying');
          return;
        }
        // Bound once for the life of the channel, never again after a reconnect.
        unsubscribe = messenger.subscribe(wake);
        host.report('running', { account: 'template' });
        running = run();
      },
      deliver: (job) => Promise.resolve(isDead ? notReached(job) : place(job, messenger)),
      showTyping: () => Promise.resolve(),
      async stop() {
        stopping.abort(new Error('stopped'));
        unsubscribe?.();
        wake();
        await running;
      },
    };
  };
}

function toEnvelope(channel: string, event: MemoryEvent): Envelope {
  return {
    channel,
    account: 'template',
    // Unique per message and edit, and the same when the messenger tells it again.
    dedupeKey: `chat:${event.message}:${event.cursor}`,
    kind: event.kind,
    chat: { kind: 'direct', id: 'chat' },
    sender: { id: 'somebody' },
    text: event.text,
    attachments: [],
    isAddressed: true,
    replyRef: String(event.message),
    sentAt: event.cursor,
  };
}

function place(job: DeliveryJob, messenger: MemoryMessenger): DeliveryOutcome {
  const { id, attempt } = job;
  const fault = messenger.nextFault;
  messenger.nextFault = undefined;
  if (fault === 'limited' || fault === 'refused') {
    const pause = fault === 'limited' ? { retryAfterMs: 1_000 } : {};
    const reason = 'The messenger said no.';
    return { result: 'failed', id, attempt, kind: fault, hasBegun: false, reason, ...pause };
  }
  const standing = messenger.shown.find(({ number }) => String(number) === job.externalId);
  const text = job.isPossibleDuplicate ? `${job.text}\n\n(perhaps twice)` : job.text;
  if (standing) standing.text = job.text;
  const message = standing ?? messenger.show(text);
  if (fault === 'cut-after') {
    const reason = 'The line broke before the answer.';
    return { result: 'failed', id, attempt, kind: 'unreachable', hasBegun: true, reason };
  }
  return { result: 'sent', id, attempt, externalId: String(message.number) };
}

function notReached({ id, attempt }: DeliveryJob): DeliveryOutcome {
  const reason = 'Nobody listens there.';
  return { result: 'failed', id, attempt, kind: 'unreachable', hasBegun: false, reason };
}
