import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';

/** The first line a host reads from its stdin. A token never stands in arguments or environment. */
export const hostOrders = lazy(() =>
  z.object({
    url: z.string().regex(/^wss?:\/\//),
    token: z.string().min(1),
    nodeId: z.string().min(1).max(128),
    /** Absolute; the host keeps its own folder in it. */
    stateDir: z.string().min(1),
    version: z.string().min(1).default('unknown'),
  }),
);

export type HostOrders = z.input<ReturnType<typeof hostOrders>>;

/** Another first line: only look whether a messenger would let us in, then end. */
export const checkOrders = lazy(() =>
  z.object({
    check: z.object({ type: z.string(), settings: z.record(z.string(), z.unknown()) }),
  }),
);

export type CheckOrders = z.input<ReturnType<typeof checkOrders>>;

/** What came of a check. */
export const checkWord = lazy(() =>
  z.object({
    checked: z.union([
      z.object({ account: z.string() }),
      z.object({ code: z.string(), message: z.string(), hint: z.string() }),
    ]),
  }),
);

export type CheckWord = z.output<ReturnType<typeof checkWord>>;

/** Every further line: is it still there? */
export const hostQuestion = lazy(() => z.object({ ask: z.int() }));

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/** What a host writes to its stdout, one JSON object a line. */
export const hostWord = lazy(() =>
  z.union([
    /** The answer to a question: the event loop turns. */
    z.object({ alive: z.int() }),
    /** Another channel begins to work. */
    z.object({ working: z.string() }),
    z.object({
      log: z.enum(logLevels),
      event: z.string(),
      fields: z.record(z.string(), z.unknown()),
    }),
  ]),
);

export type HostWord = z.output<ReturnType<typeof hostWord>>;

/** Reads one line; undefined when it is none of ours (a library printed something). */
export function parseLine<T extends z.ZodType>(schema: T, line: string): z.output<T> | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
