import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';
import type { Keeper } from './keeper.ts';

/** What was typed and not sent, for each conversation. */
export interface Drafts {
  readonly read: (conversation: string) => string;
  readonly write: (conversation: string, text: string) => void;
}

const keptDrafts = 50;
const draftsSchema = lazy(() => z.array(z.tuple([z.string(), z.string()])));

/** Keeps the last 50 drafts, so that neither a reload nor a look elsewhere loses a word. */
export function createDrafts(keeper: Keeper): Drafts {
  const stored = draftsSchema().safeParse(keeper.read('drafts'));
  const drafts = new Map(stored.success ? stored.data : []);
  return {
    read: (conversation) => drafts.get(conversation) ?? '',
    write(conversation, text) {
      drafts.delete(conversation);
      if (text !== '') drafts.set(conversation, text);
      const newest = [...drafts].slice(-keptDrafts);
      keeper.write('drafts', newest);
    },
  };
}
