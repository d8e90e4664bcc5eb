import type { ServerResponse } from 'node:http';
import type { ModelSettings } from './plan-answer.ts';
import type { RequestLog } from './request-log.ts';
import type { Scripts } from './scripts.ts';

/** What the parts of the server share. */
export interface ModelState {
  readonly apiKey: string;
  readonly settings: ModelSettings;
  readonly log: RequestLog;
  readonly scripts: Scripts;
  /** Refusals of `limited` so far, by text. */
  readonly limited: Map<string, number>;
  /** Answers that are held open: `hang` and `stall`. */
  readonly hanging: Set<ServerResponse>;
  readonly makeId: (prefix: string) => string;
}
