import type { ChatMessage, ContentBlock } from '../../../shared/protocol/chat.ts';
import type { ClientError } from '../../transport/client-error.ts';
import type { Picture } from '../pictures/attach-pictures.ts';

/** A tool at work or done, as a row under an answer. */
export interface ToolView {
  readonly id: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Absent while it runs. */
  readonly result?: { readonly text: string; readonly isError: boolean };
  /** What it has made to be looked at. */
  readonly pictures?: readonly PictureBlock[];
  /** Its turn has ended, so there will be no result. */
  readonly isCutOff?: boolean;
}

/** A picture of a stored message. */
export type PictureBlock = Extract<ContentBlock, { type: 'image' }>;

/** A message written here, until the gateway shows it among the stored ones. */
export interface Outgoing {
  /** The idempotency key: a repeat with the same key is the same message. */
  readonly key: string;
  readonly text: string;
  readonly createdAt: number;
  /**
   * waiting: no line; sending: asked, no answer yet; queued: waits behind a running turn;
   * accepted: kept by the gateway; failed: refused, the writer decides.
   */
  readonly state: 'waiting' | 'sending' | 'queued' | 'accepted' | 'failed';
  readonly error?: ClientError;
  readonly pictures?: readonly Picture[];
  /** Pictures that were not kept when the page was loaded again. */
  readonly lostPictures?: number;
}

/** A message that was taken back, for the composer. */
export interface Discarded {
  readonly text: string;
  readonly pictures: readonly Picture[];
}

/** A turn that answers right now, or has just ended and is not stored yet. */
export interface Run {
  readonly runId: string;
  /** All it has said. */
  readonly text: string;
  /**
   * What its steps that are stored have said, in order. A step may be stored a moment before its
   * last words arrive here.
   */
  readonly stored: readonly string[];
  readonly phase: 'preparing_context' | 'starting_model' | 'writing';
  readonly startedAt: number;
  readonly lastSeq: number;
  readonly tools: readonly ToolView[];
  readonly end?: RunEnd;
}

export type RunEnd =
  | { readonly kind: 'final' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'error'; readonly error: RunFailure };

export interface RunFailure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** One row of the message list. A delta changes none of them, only the run a row points to. */
export type Row =
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: ChatMessage;
      readonly tools: readonly ToolView[];
      /** The first of a day carries the date. */
      readonly startsDay: boolean;
      /** Goes on the answer above it. */
      readonly isContinuation: boolean;
      readonly isLast: boolean;
    }
  | { readonly kind: 'outgoing'; readonly key: string; readonly outgoing: Outgoing }
  | {
      readonly kind: 'run';
      readonly key: string;
      readonly runId: string;
      readonly isContinuation: boolean;
    };

export interface ConversationState {
  readonly sessionId: string | null;
  readonly load:
    | { readonly kind: 'idle' | 'loading' | 'ready' }
    | { readonly kind: 'failed'; readonly error: ClientError };
  /** Stored ones on the branch that is shown, oldest first. */
  readonly messages: readonly ChatMessage[];
  /** Leads to the page before; absent at the beginning of the conversation. */
  readonly olderCursor: string | undefined;
  readonly isLoadingOlder: boolean;
  readonly outgoing: readonly Outgoing[];
  readonly runs: Readonly<Record<string, Run>>;
  readonly rows: readonly Row[];
  /** Rows put before the first ones that were shown; keeps the scroll position still. */
  readonly prependedCount: number;
}

export const emptyConversation: ConversationState = {
  sessionId: null,
  load: { kind: 'idle' },
  messages: [],
  olderCursor: undefined,
  isLoadingOlder: false,
  outgoing: [],
  runs: {},
  rows: [],
  prependedCount: 0,
};
