import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { TurnRow } from '../../../shared/protocol/inspect.ts';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import type { ClientError } from '../../transport/client-error.ts';
import { emptyConversation, type ConversationState } from '../conversation/types.ts';
import type { Later } from './window.ts';

/** What is looked at: a conversation, an archived one, or one of its branches. */
export interface TranscriptRef {
  readonly key: string;
  readonly sessionId?: string | undefined;
  /** The newest message of another branch than the one the conversation goes on from. */
  readonly headId?: string | undefined;
}

export type SessionUsage = ResultOf<'sessions.get'>['usage'];

/** A part of a conversation, with what is known of the turns in it. */
export interface TranscriptState extends ConversationState {
  /** What follows the messages in memory, the nearest last. */
  readonly later: readonly Later[];
  readonly isLoadingNewer: boolean;
  /** What follows is not known: it was gone to straight from a search. */
  readonly isDetached: boolean;
  /** Something was said while the end is not in memory. */
  readonly hasNews: boolean;
  /** The number of the first row; earlier rows have lower ones, so that nothing moves. */
  readonly firstIndex: number;
  /** By the run their messages carry. */
  readonly turns: Readonly<Record<string, TurnRow>>;
  readonly session: SessionRow | undefined;
  readonly usage: SessionUsage | undefined;
  /** There is no such conversation, or not any more. */
  readonly sessionError: ClientError | undefined;
}

/** Where counting begins; high enough that no conversation reaches zero. */
const firstIndexBase = 100_000_000;

export const emptyTranscript: TranscriptState = {
  ...emptyConversation,
  later: [],
  isLoadingNewer: false,
  isDetached: false,
  hasNews: false,
  firstIndex: firstIndexBase,
  turns: {},
  session: undefined,
  usage: undefined,
  sessionError: undefined,
};
