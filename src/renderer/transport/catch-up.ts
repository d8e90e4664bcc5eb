import { events, type PayloadOf, type ResultOf } from '../../shared/protocol/contract.ts';
import type { EventFrame } from '../../shared/protocol/frames.ts';
import { isEventName } from './event-hub.ts';

interface CatchUpDeps {
  readonly resume: (params: {
    epoch?: string;
    cursor?: number;
  }) => Promise<ResultOf<'events.resume'>>;
  readonly dispatch: (event: string, payload: unknown) => void;
  /** Snapshots are to be read anew (`reload`), or everything missed was handed on. */
  readonly onReady: (how: { readonly reload: boolean }) => void;
}

export interface CatchUp {
  /** After each (re)connect, or when a gap shows in a connection's numbers. */
  run(): void;
  /** The line broke. */
  pause(): void;
  /** A live event. It is held back while missed ones are being fetched, so that order is kept. */
  take(frame: EventFrame): void;
}

/**
 * Events that were logged while the answer to `events.resume` was on its way may be counted twice
 * here. Asking from a little earlier costs nothing, since events carry states, not steps.
 */
const cursorMargin = 16;
/** Beyond this many held events everything is read anew. */
const heldLimit = 5_000;

/**
 * Brings back what was missed. The gateway numbers only its log, so the cursor is counted here:
 * what `events.resume` said, plus one for each logged event since.
 */
export function createCatchUp({ resume, dispatch, onReady }: CatchUpDeps): CatchUp {
  let position: { readonly epoch: string; cursor: number } | undefined;
  let held: EventFrame[] | undefined;
  let round = 0;
  let lastSeq: number | undefined;

  const apply = (frame: EventFrame): void => {
    // Not everything in the log is for this connection: the gateway says where it stands.
    const told = frame.event === 'events.cursor' ? readCursor(frame.payload) : undefined;
    if (told && position?.epoch === told.epoch) position.cursor = told.cursor;
    if (position && isEventName(frame.event) && isLogged(frame.event)) position.cursor += 1;
    dispatch(frame.event, frame.payload);
  };

  const release = (reload: boolean): void => {
    const waiting = held ?? [];
    held = undefined;
    waiting.forEach(apply);
    onReady({ reload });
  };

  const ask = async (ownRound: number): Promise<void> => {
    const from = position && {
      epoch: position.epoch,
      cursor: Math.max(0, position.cursor - cursorMargin),
    };
    try {
      const answer = await resume(from ?? {});
      if (ownRound !== round) return;
      for (const missed of answer.events) dispatch(missed.event, missed.payload);
      position = { epoch: answer.epoch, cursor: answer.cursor };
      release(answer.reload || from === undefined);
    } catch {
      if (ownRound !== round) return;
      position = undefined;
      release(true);
    }
  };

  const run = (): void => {
    held = [];
    void ask(++round);
  };

  return {
    run() {
      lastSeq = undefined;
      run();
    },
    pause() {
      round += 1;
      held = undefined;
    },
    take(frame) {
      const isGap = frame.seq !== undefined && lastSeq !== undefined && frame.seq > lastSeq + 1;
      if (frame.seq !== undefined) lastSeq = frame.seq;
      if (isGap && !held) run();
      if (!held) {
        apply(frame);
        return;
      }
      held.push(frame);
      if (held.length > heldLimit) {
        round += 1;
        position = undefined;
        release(true);
      }
    },
  };
}

function readCursor(payload: unknown): PayloadOf<'events.cursor'> | undefined {
  const parsed = events['events.cursor'].payload().safeParse(payload);
  return parsed.success ? parsed.data : undefined;
}

function isLogged(event: keyof typeof events): boolean {
  const spec = events[event];
  return 'isLogged' in spec && spec.isLogged;
}
