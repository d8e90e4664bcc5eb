import { z } from 'zod';

const text = z.string();

const requestMatch = z.strictObject({
  model: text.optional(),
  /** The whole last user text. */
  lastUserText: text.optional(),
  contains: text.optional(),
  outcome: z.enum(['pending', 'finished', 'cancelled', 'cut', 'refused']).optional(),
  afterSeq: z.int().optional(),
});

/** What `waitForRequests` and `listRequests` look for. */
export type RequestMatch = z.output<typeof requestMatch>;

/** How a request ended; `cut` and `refused` were the server's doing, `cancelled` the client's. */
export type RequestOutcome = 'pending' | 'finished' | 'cancelled' | 'cut' | 'refused';

/** The calls of the control interface that every model server has, with their inputs. */
export const commonInputs = {
  configure: z.strictObject({
    slowWordMs: z.int().min(0).optional(),
    /** How often `limited` refuses each user text. */
    limitedTimes: z.int().min(0).optional(),
    retryAfterSeconds: z.int().min(0).optional(),
    /** False: no request is recorded or counted by text (for measuring). */
    isLogging: z.boolean().optional(),
  }),
  clearScripts: z.strictObject({}),
  listRequests: z.strictObject({ match: requestMatch.prefault({}) }),
  waitForRequests: z.strictObject({
    match: requestMatch,
    count: z.int().min(1).default(1),
    timeoutMs: z.int().min(0).max(600_000).default(10_000),
  }),
  getTotals: z.strictObject({}),
  listViolations: z.strictObject({}),
  releaseHangs: z.strictObject({}),
};
