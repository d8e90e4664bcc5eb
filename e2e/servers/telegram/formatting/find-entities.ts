import type { MessageEntity } from '@grammyjs/types';
import { sortEntities } from './entity-builder.ts';

type FoundType = 'mention' | 'bot_command' | 'hashtag' | 'cashtag' | 'url' | 'email';

/** What Telegram finds in plain text by itself; a plain reading of its rules. */
const PATTERNS: readonly (readonly [FoundType, RegExp])[] = [
  ['url', /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/giu],
  ['email', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ['mention', /(?<![\w@/])@[A-Za-z]\w{2,31}(?!\w)/gu],
  ['bot_command', /(?<![\w/<>@])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])/gu],
  ['hashtag', /(?<![\w#&])#(?=\S*\p{L})[\p{L}\p{N}_]{1,256}/gu],
  ['cashtag', /(?<![\w$])\$[A-Z]{3,8}(?![\w$])/gu],
];

/** Finds mentions, commands, tags and links; of overlapping ones the first stays. */
export function findEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      found.push({ type, offset: match.index, length: match[0].length });
    }
  }
  return dropOverlaps(sortEntities(found));
}

/** The client's own entities, and of those found by us the ones that touch none of them. */
export function mergeEntities(
  given: readonly MessageEntity[],
  found: readonly MessageEntity[],
): MessageEntity[] {
  // Bold and the like may surround a link; code, links and emoji may not.
  const closed = given.filter((one) =>
    ['code', 'pre', 'text_link', 'custom_emoji', 'text_mention'].includes(one.type),
  );
  const added = found.filter((one) => !closed.some((other) => isOverlapping(one, other)));
  const isGiven = (one: MessageEntity): boolean =>
    given.some((other) => other.type === one.type && other.offset === one.offset);
  return sortEntities([...given, ...added.filter((one) => !isGiven(one))]);
}

const isOverlapping = (a: MessageEntity, b: MessageEntity): boolean =>
  a.offset < b.offset + b.length && b.offset < a.offset + a.length;

function dropOverlaps(sorted: readonly MessageEntity[]): MessageEntity[] {
  const kept: MessageEntity[] = [];
  for (const entity of sorted) {
    const last = kept.at(-1);
    if (last === undefined || !isOverlapping(last, entity)) kept.push(entity);
  }
  return kept;
}
