import { z } from 'zod';
import { commonInputs, type RequestOutcome } from '../model-core/common-calls.ts';

const text = z.string();

/** What a model name, or `model:<name>` in the last user message, makes the server do. */
export const behaviours = [
  /** One chunk, "ok". */
  'instant',
  /** Answers `echo: <text>` in chunks. */
  'echo',
  /** Streams the text's words (or 20 words), one every `slowWordMs`. */
  'slow',
  /** Calls the first offered tool once, then answers `tool said: <result>`. */
  'tool',
  /** Calls every offered tool in one answer, then answers with the results. */
  'tools',
  /** Calls the first offered tool again and again, whatever the results. */
  'tool-loop',
  /** Never answers. */
  'hang',
  /** Sends headers and the first words, then nothing. */
  'stall',
  /** Cuts the socket in the middle of the answer. */
  'half-stream',
  /** Answers 200 with a web page. */
  'html',
  /** 429 with retry-after, then fine: `limitedTimes` times for each user text. */
  'limited',
  /** 500. */
  'error',
  /** Refuses by the `refusal` field. */
  'refuse',
  /** Ends by `content_filter`. */
  'filter',
  /** Ends by `length` in the middle of a sentence. */
  'length',
  /** An event whose data is not JSON. */
  'malformed',
  /** Tool arguments that are not JSON. */
  'bad-arguments',
  /** No content at all. */
  'empty',
  /** 400 with code context_length_exceeded. */
  'too-long',
  /** Says which pictures the request holds: `pictures: image/png, image/jpeg`. */
  'see',
  /** Calls every offered tool; the fragments of the calls come in turns. */
  'interleaved',
  /** Calls the first tool with arguments in fragments of one character. */
  'fragments',
  /** Writes every byte by itself. */
  'split',
  /** Sends its first byte late, after `slowWordMs` ten times. */
  'late',
  /** 403. */
  'forbidden',
  /** 503. */
  'overloaded',
  /** 429 for good: the account is empty. */
  'broke',
  /** Tells of an overload inside the stream. */
  'stream-error',
  /** Ends the response in order, but not the answer. */
  'quiet-end',
] as const;

const toolCall = z.strictObject({
  name: text,
  /** Sent as JSON; a string goes out as it is. */
  arguments: z.union([z.record(z.string(), z.unknown()), z.string()]),
});

/** The control interface: every call with its input. Unknown fields are refused. */
export const controlInputs = {
  ...commonInputs,
  /**
   * Answers the next matching requests with these, one each, before any other behaviour. Without
   * `contains` and `model` it matches every request.
   */
  addScript: z.strictObject({
    contains: text.optional(),
    model: text.optional(),
    answers: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('text'), text, chunkSize: z.int().min(1).default(8) }),
          z.strictObject({
            kind: z.literal('tools'),
            calls: z.array(toolCall).min(1),
            text: text.optional(),
          }),
          z.strictObject({ kind: z.literal('behaviour'), behaviour: z.enum(behaviours) }),
          z.strictObject({
            kind: z.literal('error'),
            status: z.int().min(400).max(599),
            message: text.default('scripted error'),
            type: text.default('server_error'),
            code: text.nullable().default(null),
            retryAfterSeconds: z.int().min(0).optional(),
          }),
        ]),
      )
      .min(1),
  }),
  /** How often a model was asked, by last user text. */
  countByText: z.strictObject({}),
} as const;

/** Name of a control call. */
export type ControlName = keyof typeof controlInputs;
/** What a caller passes. */
export type ControlInput<K extends ControlName> = z.input<(typeof controlInputs)[K]>;
/** What the server works with: defaults filled in. */
export type ParsedControlInput<K extends ControlName> = z.output<(typeof controlInputs)[K]>;

/** One request for a completion. */
export interface RequestRecord {
  seq: number;
  atMs: number;
  endedAtMs: number | null;
  model: string;
  isStream: boolean;
  lastUserText: string;
  /** The request as received. */
  body: Record<string, unknown>;
  outcome: RequestOutcome;
  status: number | null;
  chunksSent: number;
}

/** Something the published API would not accept. */
export interface Violation {
  atMs: number;
  path: string;
  kind: 'unknown-parameter' | 'bad-parameter' | 'bad-body' | 'unknown-path';
  detail: string;
}

/** Numbers since the start. */
export interface Totals {
  requests: number;
  finished: number;
  cancelled: number;
  cut: number;
  refused: number;
  open: number;
}

/** What each control call answers. */
export interface ControlOutputs {
  configure: null;
  addScript: null;
  clearScripts: null;
  listRequests: RequestRecord[];
  countByText: { text: string; count: number }[];
  getTotals: Totals;
  listViolations: Violation[];
  waitForRequests: RequestRecord[];
  releaseHangs: { releasedCount: number };
}
