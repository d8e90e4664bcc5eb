import { z } from 'zod';
import { lazy } from '../lazy.ts';

/** What gets another key, and which; refused when the text is not the one it was asked over. */
export const renameParams = lazy(() =>
  z.strictObject({
    id: z.string().min(1).max(128),
    to: z.string().min(1).max(64),
    baseHash: z.string().min(1).optional(),
  }),
);

/** What was written, and how much moved along. */
export const renameResult = lazy(() =>
  z.strictObject({
    ok: z.literal(true),
    hash: z.string(),
    version: z.int(),
    changedPaths: z.array(z.string()),
    /** Conversations that moved along. */
    sessions: z.int().nonnegative(),
  }),
);
