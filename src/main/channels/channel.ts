import type { AppError } from '../../shared/errors/index.ts';
import type { ChannelState } from '../../shared/model/channel-state.ts';
import type { DeliveryJob, DeliveryOutcome } from '../../shared/model/delivery.ts';
import type { Envelope } from '../../shared/model/envelope.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';

/** What the gateway must know of a messenger without loading its library. */
export interface ChannelDescriptor {
  readonly type: string;
  /** The longest text of one message, in the messenger's own count. */
  readonly textLimit: number;
  /** A sent message can be edited, so that an answer can grow in place. */
  readonly canEdit: boolean;
  /** The shortest pause between two edits of a draft, in milliseconds. */
  readonly editIntervalMs: number;
  /** Repeating a send with the same id does not show it twice. */
  readonly dedupesSends: boolean;
}

/** What the host gives to a channel. */
export interface ChannelHost {
  /**
   * Hands a message on. Resolves when it is safe: committed by the gateway, or in the host's own
   * spool while the gateway is away. Only then may the channel confirm it to its messenger.
   */
  receive(envelopes: readonly Envelope[]): Promise<void>;
  /** For files that came with a message, before it is handed on. */
  readonly files: {
    /** Whether the message would be let in: what a stranger sends is not worth fetching. */
    areWanted(envelope: Envelope): Promise<boolean>;
    /**
     * Resolves with the name for `attachment.blob` when the bytes are on disk. It is at the gateway
     * before the message is. The same bytes may be kept any number of times.
     * @throws AppError FILE_SPOOL_FULL, or what the disk says; hand the message on without them then
     */
    keep(data: Uint8Array): Promise<string>;
  };
  report(state: ChannelState, details?: { account?: string; error?: AppError }): void;
  /** A small durable store of the channel's own: cursors, offsets, tokens of a login. */
  readonly memory: {
    get(key: string): string | undefined;
    /** Resolves when it is on disk. */
    set(key: string, value: string): Promise<void>;
  };
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * One messenger account at work. `start` returns at once and connects by itself; whatever goes
 * wrong afterwards is reported as a state and retried by the channel.
 */
export interface Channel {
  start(): void;
  /** Sends or edits; never throws. The host calls it for one part of a chat at a time. */
  deliver(job: DeliveryJob): Promise<DeliveryOutcome>;
  /** Shows that an answer is being written; a failure is of no consequence. */
  showTyping(chatId: string, threadId?: string): Promise<void>;
  /** Ends the connection; what was received but is not safe yet stays unconfirmed. */
  stop(): Promise<void>;
}

/** What a check may use; `signal` is aborted when it takes too long. */
export interface CheckHost {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Asks the messenger whether it would let us in, and changes nothing there: no message is fetched
 * and none is confirmed.
 * @returns the account in the messenger's words.
 * @throws AppError with what the messenger refused, or ZodError when the settings are not valid
 */
export type ChannelCheck = (
  settings: Readonly<Record<string, unknown>>,
  host: CheckHost,
) => Promise<{ readonly account: string }>;

/** `settings` is the entry of the config, validated by the channel's own schema. */
export type ChannelFactory = (
  instance: { readonly id: string; readonly settings: Readonly<Record<string, unknown>> },
  host: ChannelHost,
) => Channel;
