import { z } from 'zod';
import { commonInputs, type RequestOutcome } from './common-calls.ts';

const text = z.string();

/** What a model's name, or `model:<name>` in the last user text, makes a server do. */
export const behaviours = [
  /** One piece, "ok". */
  'instant',
  /** Answers `echo: <text>` in pieces. */
  'echo',
  /** Thinks first, then answers `echo: <text>`. */
  'think',
  /** Streams words (`words:<n>`, else 20), one every `slowWordMs` or `wordMs:<n>`. */
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
  /** Ends the response in good order in the middle of the answer. */
  'cut-short',
  /** Answers 200 with a web page. */
  'html',
  /** 429 with the vendor's way to say how long, then fine: `limitedTimes` times for each user text. */
  'limited',
  /** 400, 403, 404, 500, 503 in the vendor's words. */
  'invalid',
  'forbidden',
  'missing',
  'error',
  'unavailable',
  /** The model declines in the middle of its answer. */
  'refuse',
  /** The question is declined before a word. */
  'block',
  /** Ends at its limit in the middle of a sentence. */
  'length',
  /** An event that is no JSON. */
  'malformed',
  /** An error of the vendor in the middle of the stream. */
  'error-inside',
  /** A text with letters of two to four bytes, cut into pieces of one byte. */
  'split-bytes',
  /** No content at all. */
  'empty',
  /** The prompt is longer than the model takes. */
  'too-long',
  /** Says which pictures the request holds: `pictures: image/png, image/jpeg`. */
  'see',
  /** Thinks, then calls the first offered tool, then answers with its result. */
  'think-tool',
  /** The same; the vendor hides the thoughts. */
  'think-hidden',
  /** As `tools`; the fragments of the calls come in turns. */
  'interleaved',
  /** As `tool`, with fragments of one character. */
  'fragments',
  /** Sends its first byte after ten times `slowWordMs`. */
  'late',
] as const;

/** What a request can make a server do. */
export type Behaviour = (typeof behaviours)[number];

const toolCall = z.strictObject({ name: text, arguments: z.record(z.string(), z.unknown()) });

/** The control interface: every call with its input. Unknown fields are refused. */
export const controlInputs = {
  ...commonInputs,
  /** Answers the next matching requests with these, one each, before any other behaviour. */
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
        ]),
      )
      .min(1),
  }),
};

/** A request for an answer, as the server saw it. */
export interface RequestRecord {
  readonly seq: number;
  readonly model: string;
  readonly lastUserText: string;
  /** The whole body, checked. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  outcome: RequestOutcome;
  status: number | null;
}

/** Something no client of the published API should send. */
export interface Violation {
  readonly path: string;
  readonly detail: string;
}

export interface ControlOutputs {
  configure: null;
  addScript: null;
  clearScripts: null;
  listRequests: RequestRecord[];
  waitForRequests: RequestRecord[];
  getTotals: { requests: number; open: number };
  listViolations: Violation[];
  releaseHangs: { releasedCount: number };
}

export type ControlName = keyof typeof controlInputs;
export type ControlInput<K extends ControlName> = z.input<(typeof controlInputs)[K]>;
export type ParsedControlInput<K extends ControlName> = z.output<(typeof controlInputs)[K]>;
