import { z } from 'zod';
import { lazy } from '../../../shared/lazy.ts';

/** A page for the reader thread. */
export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly charset: string | undefined;
  readonly url: string;
  /** `stripped` understands nothing of the page and is therefore safe for each. */
  readonly format: 'markdown' | 'text' | 'stripped';
}

/** What is worth reading of a page. */
export const readablePage = lazy(() =>
  z.object({
    title: z.string().optional(),
    byline: z.string().optional(),
    /** As the page says it. */
    date: z.string().optional(),
    text: z.string(),
  }),
);
export type ReadablePage = z.output<ReturnType<typeof readablePage>>;
