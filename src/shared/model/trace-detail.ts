import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { routeTiers } from '../protocol/route.ts';
import type { TraceKind } from './turn-state.ts';

/*
 * What the `detail` of a step of a trace holds, by its kind. All of it may be absent: rows of older
 * versions hold less, and whatever is not known here is let through.
 */

const error = {
  /** Of the registry, with its words then; on steps that failed. */
  code: z.string().optional(),
  message: z.string().optional(),
  hint: z.string().optional(),
};

/** `route`: which message it is and who decided that this agent answers. Its name is the channel. */
export const routeDetail = lazy(() =>
  z.looseObject({
    messageId: z.string().optional(),
    route: z
      .looseObject({
        agentId: z.string().nullish(),
        sessionKey: z.string().nullish(),
        decidedBy: z.enum(routeTiers).optional(),
        /** Index of the binding that decided. */
        binding: z.int().nullish(),
      })
      .optional(),
    /** From its arrival to the turn. */
    waitedMs: z.number().optional(),
  }),
);

/**
 * `queue`: why the turn did not simply begin with a message. Its name says what: `waited` behind another
 * turn (as long as the step took), `retry` and `edit` (of `question`), or the code TURN_TAKEN_OVER.
 */
export const queueDetail = lazy(() =>
  z.looseObject({
    ...error,
    runId: z.string().optional(),
    /** What the message itself asked for. */
    mode: z.string().nullish(),
    /** The message that is answered anew. */
    question: z.string().optional(),
  }),
);

/**
 * `model`: one call, or one that failed; then the next of the agent's models was asked, if another
 * `model` step follows. Its name is `provider/model`. A failed step whose name is a code says why the
 * turn ended without a call that failed.
 */
export const modelDetail = lazy(() =>
  z.looseObject({
    ...error,
    /** How often the turn had been taken up. */
    attempt: z.int().optional(),
    /** SHA-256 of the system prompt and of the list of tools; turns.prompt brings the texts. */
    system: z.string().optional(),
    toolSpecs: z.string().optional(),
    /** Which messages of the conversation it was given. */
    prompt: z
      .looseObject({
        head: z.string().nullish(),
        from: z.string().optional(),
        to: z.string().optional(),
        count: z.int(),
      })
      .optional(),
    /** Names the agent may use, as configured then. */
    tools: z.array(z.string()).optional(),
    /** The message that holds the answer. */
    answer: z.string().optional(),
    /** stop, length, tool-calls or refusal. */
    finish: z.string().optional(),
    /** Until the first sign of an answer, and until its first word. */
    firstMs: z.number().optional(),
    firstTextMs: z.number().optional(),
    /** Attempts of the provider itself before the one that counted. */
    retries: z
      .array(z.looseObject({ attempt: z.int(), delayMs: z.number(), reason: z.string() }))
      .optional(),
    /** Of the input tokens, those the provider had in its cache. */
    cachedInputTokens: z.int().optional(),
    /** The provider did not count; the tokens are a guess. */
    isEstimated: z.boolean().optional(),
    /** Models that were asked before and failed. */
    failedModels: z.array(z.looseObject({ model: z.string(), code: z.string() })).optional(),
  }),
);
export type ModelDetail = z.output<ReturnType<typeof modelDetail>>;

/** `tool`: one call. Its name is the tool. */
export const toolDetail = lazy(() =>
  z.looseObject({
    /** The same as in the message that asks for the call, and in its approval. */
    callId: z.string().optional(),
    arguments: z.record(z.string(), z.unknown()).optional(),
    /** What the model was given; `whole` is the SHA-256 of all of it where that was more. */
    result: z.string().optional(),
    whole: z.string().optional(),
    /** The turn or the program ended while it ran. */
    cutOff: z.boolean().optional(),
  }),
);

/** `approval`: waiting for the owner. Its name is the tool; it runs as long as nobody has answered. */
export const approvalDetail = lazy(() =>
  z.looseObject({
    callId: z.string().optional(),
    occasion: z.enum(['first', 'again']).optional(),
    verdict: z.enum(['allowed', 'denied']).optional(),
    /** The turn ended before anybody answered. */
    cutOff: z.boolean().optional(),
  }),
);

/** `memory`: notes that were remembered. */
export const memoryDetail = lazy(() =>
  z.looseObject({
    about: z.string().optional(),
    notes: z.array(z.looseObject({ id: z.string(), text: z.string() })).optional(),
  }),
);

/** `compaction`: a summary was written by the model that names the step. */
export const compactionDetail = lazy(() =>
  z.looseObject({
    /** The newest message it stands for. */
    upTo: z.string().optional(),
  }),
);

/** `budget`: a limit ended the turn. */
export const budgetDetail = lazy(() => z.looseObject(error));

/** `recovery`: `taken-up` after a crash, or given up: then its name is a code. */
export const recoveryDetail = lazy(() => z.looseObject({ ...error, attempt: z.int().optional() }));

/** `delivery`: the owner dropped a part. The parts that are there have rows of their own. */
export const deliveryDetail = lazy(() =>
  z.looseObject({
    partId: z.string().optional(),
    part: z.int().optional(),
    /** The state it was dropped in. */
    was: z.string().optional(),
    error: z.string().nullish(),
    isDropped: z.boolean().optional(),
  }),
);

/** The schema of each kind. `prompt` is kept for what a later version may write. */
export const traceDetails = {
  route: routeDetail,
  queue: queueDetail,
  model: modelDetail,
  tool: toolDetail,
  approval: approvalDetail,
  memory: memoryDetail,
  compaction: compactionDetail,
  budget: budgetDetail,
  recovery: recoveryDetail,
  delivery: deliveryDetail,
  prompt: modelDetail,
} as const satisfies Record<TraceKind, () => z.ZodType>;

export type TraceDetail<K extends TraceKind> = z.output<ReturnType<(typeof traceDetails)[K]>>;

/** The detail of a step by its kind; nothing of it where it has another shape. */
export function readTraceDetail<K extends TraceKind>(
  kind: K,
  detail: Readonly<Record<string, unknown>>,
): TraceDetail<K> {
  const read = traceDetails[kind]().safeParse(detail);
  return (read.success ? read.data : {}) as TraceDetail<K>;
}
