import { errorRegistry, type ErrorCode } from './registry.ts';
import { fillTemplate, type ErrorKind } from './spec.ts';

/** Where in a text a problem lies. Lines and columns count from 1. */
export interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Path into the value, as in `channels.telegram.token`. */
  readonly path?: string | undefined;
}

export type ErrorValues = Readonly<Record<string, string | number>>;

export interface AppErrorOptions {
  readonly place?: Place;
  readonly cause?: unknown;
  /** For kind `limited`: how long to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/**
 * The one error type that crosses a module's border. Throw it with a code of the registry; the
 * words and the hint come from there, so that an interface can say them in its own language.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly values: ErrorValues;
  readonly place: Place | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, values: ErrorValues = {}, options: AppErrorOptions = {}) {
    super(fillTemplate(errorRegistry[code].message, values), { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.values = values;
    this.place = options.place;
    this.retryAfterMs = options.retryAfterMs;
  }

  get kind(): ErrorKind {
    return errorRegistry[this.code].kind;
  }

  get hint(): string {
    return fillTemplate(errorRegistry[this.code].hint, this.values);
  }
}

/** Wraps whatever was thrown; what is already ours stays as it is. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('INTERNAL', { reason }, { cause: thrown });
}
