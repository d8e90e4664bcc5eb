import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { lazy } from '../../shared/lazy.ts';
import type { Keeper } from './keeper.ts';
import { sumBytes, type Picture } from './pictures/attach-pictures.ts';

/** What was typed and not sent, for each conversation. */
export interface Drafts {
  readonly read: (conversation: string) => string;
  readonly write: (conversation: string, text: string) => void;
  /** Kept until the page is loaded again. */
  readonly readPictures: (conversation: string) => readonly Picture[];
  readonly writePictures: (conversation: string, pictures: readonly Picture[]) => void;
  /** How many pictures a draft had when the page was loaded again; they are gone. */
  readonly countLost: (conversation: string) => number;
}

const keptDrafts = 50;
const draftsSchema = lazy(() => z.array(z.tuple([z.string(), z.string()])));
const countsSchema = lazy(() => z.record(z.string(), z.int().positive()));

/**
 * Keeps the last 50 drafts, so that neither a reload nor a look elsewhere loses a word. Pictures are
 * too large for what a browser keeps; of them it is known after a reload how many there were.
 */
export function createDrafts(keeper: Keeper): Drafts {
  const stored = draftsSchema().safeParse(keeper.read('drafts'));
  const drafts = new Map(stored.success ? stored.data : []);
  const counts = countsSchema().safeParse(keeper.read('draftPictures'));
  const lost = new Map(Object.entries(counts.success ? counts.data : {}));
  const pictures = new Map<string, readonly Picture[]>();

  const keepCounts = (): void => {
    const entries = [...lost, ...[...pictures].map(([key, some]) => [key, some.length] as const)];
    keeper.write('draftPictures', entries.length > 0 ? Object.fromEntries(entries) : undefined);
  };

  return {
    read: (conversation) => drafts.get(conversation) ?? '',
    write(conversation, text) {
      drafts.delete(conversation);
      if (text !== '') drafts.set(conversation, text);
      const newest = [...drafts].slice(-keptDrafts);
      keeper.write('drafts', newest);
    },
    readPictures: (conversation) => pictures.get(conversation) ?? [],
    writePictures(conversation, some) {
      pictures.delete(conversation);
      lost.delete(conversation);
      if (some.length > 0) pictures.set(conversation, some);
      dropOldest(pictures);
      keepCounts();
    },
    countLost: (conversation) => lost.get(conversation) ?? 0,
  };
}

/** The one that was written last always stays: it is in front of its writer. */
function dropOldest(pictures: Map<string, readonly Picture[]>): void {
  let bytes = [...pictures.values()].reduce((sum, some) => sum + sumBytes(some), 0);
  for (const [key, some] of pictures) {
    if (bytes <= limits.pictures.draftBytes || pictures.size === 1) return;
    pictures.delete(key);
    bytes -= sumBytes(some);
  }
}
