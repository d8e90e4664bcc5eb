import { z } from 'zod';
import { lazy } from '../../../shared/lazy.ts';
import type { Keeper } from '../keeper.ts';
import type { DraftEdit } from './draft-edits.ts';
import type { ConfigSchema } from './config-topic.ts';
import { holdsSecret } from './secret-paths.ts';

/** Drafts with pending edits that outlive a reload, by the section they belong to. */
export interface EditKeeper {
  readonly read: (section: string) => readonly DraftEdit[];
  readonly write: (section: string, edits: readonly DraftEdit[], schema: ConfigSchema) => void;
  /** Sections that have something. */
  readonly list: () => readonly string[];
}

const keptSections = 50;
const path = () => z.array(z.union([z.string(), z.number()])).min(1);
const origin = () => ({ base: z.unknown().optional(), baseHash: z.string().optional() });
const editShape = lazy(() =>
  z.discriminatedUnion('op', [
    z.object({
      op: z.literal('set'),
      path: path(),
      value: z.unknown(),
      ...origin(),
    }),
    z.object({
      op: z.literal('append'),
      path: path(),
      value: z.unknown(),
      ...origin(),
    }),
    z.object({ op: z.literal('delete'), path: path(), ...origin() }),
  ]),
);
const keptShape = lazy(() => z.array(z.tuple([z.string(), z.array(editShape())])));

/** Keeps edits for the tab. A secret in plain words is kept nowhere but in memory. */
export function createEditKeeper(keeper: Keeper): EditKeeper {
  const stored = keptShape().safeParse(keeper.read('configDrafts'));
  const kept = new Map<string, readonly DraftEdit[]>(stored.success ? stored.data : []);
  return {
    read: (section) => kept.get(section) ?? [],
    list: () => [...kept.keys()],
    write(section, edits, { uiHints }) {
      const safe = edits.filter(
        (edit) => edit.op === 'delete' || !holdsSecret(uiHints, edit.path, edit.value),
      );
      kept.delete(section);
      if (safe.length > 0) kept.set(section, safe);
      keeper.write('configDrafts', [...kept].slice(-keptSections));
    },
  };
}
