import { z } from 'zod';
import { lazy } from '../../../shared/lazy.ts';
import type { Keeper } from '../keeper.ts';
import { hideSecrets } from './hide-secrets.ts';
import type { FileDraft } from './rebase-draft.ts';

/** A draft as it came over a reload. */
export interface KeptDraft extends FileDraft {
  /** A secret was typed in plain words; it was not kept, and dots stand in its place. */
  readonly hasLostSecret: boolean;
}

/** Unsaved text that outlives a reload, by the name of its file. */
export interface DraftKeeper {
  readonly read: () => Readonly<Record<string, KeptDraft>>;
  readonly write: (drafts: Readonly<Record<string, FileDraft>>) => void;
}

const key = 'configTexts';
const keptShape = lazy(() =>
  z.record(
    z.string(),
    z.object({ base: z.string(), text: z.string(), hasLostSecret: z.boolean() }),
  ),
);

/** Keeps unsaved text for the tab. A secret in plain words is kept nowhere but in memory. */
export function createDraftKeeper(keeper: Keeper): DraftKeeper {
  return {
    read() {
      const kept = keptShape().safeParse(keeper.read(key));
      return kept.success ? kept.data : {};
    },
    write(drafts) {
      const entries = Object.entries(drafts).map(([file, { base, text }]) => {
        const hidden = hideSecrets(text);
        return [file, { base, text: hidden, hasLostSecret: hidden !== text }];
      });
      keeper.write(key, entries.length > 0 ? Object.fromEntries(entries) : undefined);
    },
  };
}
