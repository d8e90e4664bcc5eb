import type { Database, Sql } from '../storage/database.ts';
import type { Clock } from '../platform/clock.ts';
import { isDisabled } from '../platform/protections.ts';
import type { Dispatcher } from './dispatcher.ts';
import { chatKey } from './outbox-record.ts';
import { countParts, finishDraft, insertPart, listDrafts, rewritePart } from './outbox-store.ts';
import type { ChatButton } from './speak-up.ts';
import { splitText } from './split-text.ts';
import type { ReplyTo } from './turn-store.ts';
import { sayIn, type Phrase } from './phrases.ts';

export interface SpeakerDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly dispatcher: () => Dispatcher;
  /** The longest part a channel takes; undefined where nothing is sent (web). */
  readonly textLimit: (channel: string) => number | undefined;
  /** What was sent there can be changed. */
  readonly canEdit: (channel: string) => boolean;
}

/** What is said by a turn, or by the program itself (`turnId` null). */
export interface Utterance {
  readonly turnId: string | null;
  readonly sessionId: string | null;
  readonly replyTo: ReplyTo;
  readonly text: string;
  /** Below the last part, where the channel can. */
  readonly buttons?: readonly ChatButton[] | undefined;
  /** A name by which it is found again. */
  readonly ref?: string | undefined;
  /** It waits for the owner instead of going out. */
  readonly isHeld?: boolean | undefined;
}

/** Puts what is to be said into the outbox. Each function returns what to call after the commit. */
export interface Speaker {
  /** Something the program itself says, in the words of the catalogue. */
  say(sql: Sql, replyTo: ReplyTo, phrase: Phrase): () => void;
  /** A finished text of a turn; a draft that stands there already becomes its first part. */
  utter(sql: Sql, utterance: Utterance): () => void;
  /** Another text in place of what was uttered under a `ref`; undefined where that can't be. */
  rewrite(sql: Sql, ref: string, text: string): (() => void) | undefined;
}

const nothing = (): void => undefined;

export function createSpeaker(deps: SpeakerDeps): Speaker {
  const { db, clock, dispatcher, textLimit, canEdit } = deps;
  function write(sql: Sql, utterance: Utterance, limit: number): void {
    const { turnId, sessionId, replyTo, buttons, ref } = utterance;
    const now = clock.now();
    const draft = turnId === null ? undefined : listDrafts(sql, turnId)[0];
    const texts = splitText(utterance.text, limit);
    const first = turnId === null ? 0 : countParts(sql, turnId) - (draft ? 1 : 0);
    texts.forEach((text, index) => {
      const isLast = index === texts.length - 1;
      const part = { turnId, sessionId, replyTo, ref, part: first + index, text };
      if (index === 0 && draft) finishDraft(sql, draft.id, text, now);
      else
        insertPart(
          sql,
          {
            ...part,
            state: utterance.isHeld ? 'held' : 'ready',
            ...(isLast && buttons ? { buttons } : {}),
          },
          now,
        );
    });
  }

  function utter(sql: Sql, utterance: Utterance): () => void {
    const { channel } = utterance.replyTo;
    const limit = textLimit(channel);
    // The web needs no outbox: the message tree itself is what its clients read and catch up from.
    if (limit === undefined || utterance.text === '' || utterance.replyTo.isSilent) return nothing;
    const wake = (): void => dispatcher().wake(channel, chatKey(utterance.replyTo));
    if (isDisabled('outbox-row'))
      return () => void db.commit((later) => write(later, utterance, limit)).then(wake);
    write(sql, utterance, limit);
    return wake;
  }

  return {
    utter,
    rewrite(sql, ref, text) {
      const part = rewritePart(sql, ref, { text, canEdit }, clock.now());
      return part && (() => dispatcher().wake(part.channel, part.chat_key));
    },
    say: (sql, replyTo, phrase) =>
      utter(sql, { turnId: null, sessionId: null, replyTo, text: sayIn('en', phrase) }),
  };
}
