import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { pageMessages, type Later } from './window.ts';

export type FoundOnPath =
  | {
      readonly kind: 'found';
      /** The page before this message has the one that was looked for; undefined: the newest page. */
      readonly before: string | undefined;
      readonly later: readonly Later[];
    }
  /** absent: not on this branch; far: further up than is looked. */
  | { readonly kind: 'absent' | 'far' };

type Read = (
  cursor: string | undefined,
  limit: number,
) => Promise<Pick<ResultOf<'chat.history'>, 'messages' | 'cursor'>>;

const stepMessages = 1_000;
const mostSteps = 20;
/** Messages that are shown below the one that was looked for. */
const shownBelow = 40;

/**
 * Looks for a message from the newest one upwards, keeping nothing but ids, and says how to read what
 * stands around it and all that follows.
 */
export async function findOnPath(read: Read, messageId: string): Promise<FoundOnPath> {
  let ids: string[] = [];
  let cursor: string | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    const page = await read(cursor, stepMessages);
    ids = [...page.messages.flatMap(({ id }) => id ?? []), ...ids];
    const at = ids.indexOf(messageId);
    if (at >= 0) return placeOf(ids, at);
    if (page.cursor === undefined) return { kind: 'absent' };
    cursor = page.cursor;
  }
  return { kind: 'far' };
}

function placeOf(ids: readonly string[], at: number): FoundOnPath {
  const end = Math.min(ids.length, at + 1 + shownBelow);
  const later: Later[] = [];
  for (let last = ids.length; last > end;) {
    const start = Math.max(end, last - pageMessages);
    later.push({ before: ids[last], firstId: ids[start], count: last - start });
    last = start;
  }
  return { kind: 'found', before: ids[end], later };
}
