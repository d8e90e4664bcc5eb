import type { ErrorCode } from '../errors/index.ts';

/**
 * One thing that is wrong with the configuration.
 * - `error`: something that is written there is not in effect
 * - `warning`: everything works, but somebody should look at it
 */
export interface ConfigProblem {
  readonly severity: 'error' | 'warning';
  readonly code: ErrorCode;
  /** Path into the effective value, as in `channels.telegram.token`; empty for the whole file. */
  readonly path: string;
  /** Absolute path of the file. */
  readonly file: string | undefined;
  /** From 1. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly message: string;
  readonly hint: string;
  /** What the message was filled with, for other languages. */
  readonly values: Readonly<Record<string, string | number>>;
}
