import { limits } from '../../shared/config/limits.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import { killPoint } from '../platform/kill-points.ts';
import type { Logger } from '../platform/log.ts';
import type { Database } from '../storage/database.ts';
import type { Dispatcher } from './dispatcher.ts';
import { countParts, insertPart, listDrafts } from './outbox-store.ts';
import { splitText } from './split-text.ts';
import type { ReplyTo } from './turn-store.ts';

/** An answer that grows in place on a messenger while the model still speaks. */
export interface LiveReply {
  /** All of the present text so far. */
  update(text: string): void;
  /** The text is finished and stored; the next one gets a message of its own. */
  rest(): void;
  stop(): void;
}

export interface LiveReplyDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dispatcher: Dispatcher;
  readonly textLimit: number;
  readonly editIntervalMs: number;
  readonly canEdit: boolean;
  readonly showTyping: () => void;
}

export interface LiveReplyTarget {
  readonly turnId: string;
  readonly sessionId: string;
  readonly replyTo: ReplyTo;
}

/** For channels on which nothing is sent while an answer grows. */
export const stillReply: LiveReply = {
  update: () => undefined,
  rest: () => undefined,
  stop: () => undefined,
};

/**
 * Shows the beginning of an answer early and edits it at the pace the messenger allows. The row of
 * the outbox is on disk before the first byte leaves; the text of a draft is not, because the
 * final text follows as an edit. A draft never grows beyond one part. Until there is text, the
 * messenger shows that somebody is typing.
 */
export function createLiveReply(deps: LiveReplyDeps, target: LiveReplyTarget): LiveReply {
  const { db, clock, dispatcher } = deps;
  const startedAt = clock.monotonic();
  let wanted = '';
  let shown = '';
  let isBusy = false;
  let isStopped = false;
  let notBefore = startedAt + limits.delivery.firstDraftMs;
  let generation = 0;
  let timer: Timer | undefined;
  let typing: Timer | undefined;

  function keepTyping(): void {
    if (isStopped) return;
    deps.showTyping();
    typing = clock.after(limits.delivery.typingMs, keepTyping, { unref: true });
  }

  function step(): void {
    timer = undefined;
    if (isStopped || isBusy || !deps.canEdit || wanted === shown) return;
    if (shown === '' && wanted.length < limits.delivery.firstDraftChars) return;
    const waitMs = notBefore - clock.monotonic();
    if (waitMs > 0) {
      timer = clock.after(waitMs, step, { unref: true });
      return;
    }
    isBusy = true;
    const showing = generation;
    const text = splitText(wanted, deps.textLimit)[0] ?? '';
    show(text)
      .then((isShown) => {
        if (showing === generation && isShown) shown = wanted;
      })
      .catch((error: unknown) => deps.log.warn('draft.failed', { turnId: target.turnId, error }))
      .finally(() => {
        isBusy = false;
        notBefore = clock.monotonic() + deps.editIntervalMs;
        if (wanted !== shown) step();
      });
  }

  async function show(text: string): Promise<boolean> {
    const id = await openDraft(text);
    if (id === undefined) return false;
    const outcome = await dispatcher.sendDraft(id, text);
    if (outcome?.result === 'failed')
      notBefore = clock.monotonic() + (outcome.retryAfterMs ?? deps.editIntervalMs * 5);
    return outcome?.result === 'sent';
  }

  /** The draft of this text: one that a crash left behind is taken up again. */
  async function openDraft(text: string): Promise<string | undefined> {
    const showing = generation;
    const known = listDrafts(db, target.turnId)[0];
    if (known) return known.id;
    const id = await db.commit((sql) => {
      if (showing !== generation || isStopped) return undefined;
      const part = countParts(sql, target.turnId);
      return insertPart(sql, { ...target, part, state: 'draft', text }, clock.now()).id;
    });
    killPoint('gateway.draft.after-insert');
    return id;
  }

  keepTyping();
  return {
    update(text) {
      wanted = text;
      if (timer === undefined) step();
    },
    rest() {
      generation += 1;
      wanted = shown = '';
      notBefore = clock.monotonic() + deps.editIntervalMs;
    },
    stop() {
      isStopped = true;
      generation += 1;
      timer?.cancel();
      typing?.cancel();
    },
  };
}
