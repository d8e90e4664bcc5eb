import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors/index.ts';
import type { ChannelState } from '../../shared/model/channel-state.ts';
import type { DeliveryJob } from '../../shared/model/delivery.ts';
import { envelope, type ChatRef, type Envelope } from '../../shared/model/envelope.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { silentLog } from '../platform/log.ts';
import { createLookOut } from '../platform/look-out.ts';
import type { Channel, ChannelFactory, ChannelHost } from './channel.ts';

/** A messenger to test against, as its users and its operators see it. */
export interface Messenger {
  /** A chat with the assistant in it, on a messenger that is up. */
  readonly chat: ChatRef;
  /** Settings of a channel that logs in there. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Somebody writes; resolves with the messenger's number of the message. */
  say(text: string): Promise<string>;
  /** The same person changes what they wrote. */
  edit(message: string, text: string): Promise<void>;
  /** Everything said so far is confirmed: it would not be told again. */
  areAllConfirmed(): Promise<boolean>;
  /** Resolves when everything said so far is confirmed; rejects when that takes too long. */
  waitForConfirmation(): Promise<void>;
  /** What the assistant's messages say now, oldest first. */
  shownTexts(): Promise<readonly string[]>;
  /** The next request to send or edit goes wrong in this way. */
  failNext(how: 'limited' | 'refused' | 'cut-after'): Promise<void>;
  /** The line breaks, and stands again when this resolves. Undefined where there is no line. */
  breakLine?(): Promise<void>;
  /** Settings that lead nowhere: nobody listens there. */
  readonly deadSettings: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

/** A channel at work, and all it has told its host. */
export interface Running {
  readonly channel: Channel;
  readonly received: readonly Envelope[];
  /** What the channel had kept of files, by name. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly states: readonly ChannelState[];
  /** From now on the host has no room for files. */
  refuseFiles(): void;
  /** From now on `receive` waits until the returned functions are called. */
  hold(): { release(): void; refuse(): void };
  /** Resolves when `isTrue` holds; looked at after each thing the channel says. */
  until(isTrue: () => boolean, what: string): Promise<void>;
}

const patienceMs = 15_000;

/** Starts a channel with a host that keeps everything in memory. */
export function startChannel(
  factory: ChannelFactory,
  settings: Readonly<Record<string, unknown>>,
  memory: Map<string, string> = new Map(),
  clock: Clock = systemClock,
): Running {
  const received: Envelope[] = [];
  const states: ChannelState[] = [];
  const files = new Map<string, Buffer>();
  const { look, until } = createLookOut(systemClock, patienceMs);
  let gate: Promise<void> = Promise.resolve();
  let isFull = false;

  const host: ChannelHost = {
    async receive(envelopes) {
      // As the real host does: what is not valid is not taken.
      received.push(...envelopes.map((one) => envelope().parse(one)));
      look();
      await gate;
    },
    files: {
      areWanted: ({ sender }) => Promise.resolve(sender.username !== 'stranger'),
      keep(data) {
        if (isFull) return Promise.reject(new AppError('FILE_SPOOL_FULL', { count: 1 }));
        const hash = createHash('sha256').update(data).digest('hex');
        files.set(hash, Buffer.from(data));
        return Promise.resolve(hash);
      },
    },
    report(state) {
      states.push(state);
      look();
    },
    memory: {
      get: (key) => memory.get(key),
      set: (key, value) => Promise.resolve(void memory.set(key, value)),
    },
    clock,
    log: silentLog,
  };
  const channel = factory({ id: 'test', settings }, host);
  channel.start();

  return {
    channel,
    received,
    files,
    states,
    refuseFiles() {
      isFull = true;
    },
    hold() {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      gate = promise.then(() => undefined);
      gate.catch(() => undefined);
      return { release: () => resolve(undefined), refuse: () => reject(new Error('not safe')) };
    },
    until,
  };
}

/** A job for the chat of a messenger. */
export function makeJob(messenger: Messenger, part: Partial<DeliveryJob> = {}): DeliveryJob {
  return {
    id: 'part-1',
    attempt: 1,
    channel: 'test',
    chat: messenger.chat,
    text: 'Hello there',
    isDraft: false,
    isPossibleDuplicate: false,
    ...part,
  };
}
