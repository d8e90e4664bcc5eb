import { AppError, errorRegistry, toAppError, type ErrorKind } from '../../shared/errors/index.ts';
import type { ErrorDetails, ErrorShape } from '../../shared/protocol/frames.ts';
import type { Io } from './io.ts';

/** What the gateway refused, in its words. */
export class GatewayRefusal extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(error: ErrorShape) {
    super(error.message);
    this.name = 'GatewayRefusal';
    const details = (error.details ?? {}) as Partial<ErrorDetails>;
    this.code = details.code ?? error.code;
    this.hint = details.hint ?? '';
  }
}

/** The exit code of the program, by the kind of failure. 0 is success, 2 a mistyped command. */
export const exitCodes = {
  invalid: 1,
  internal: 1,
  unreachable: 3,
  refused: 4,
  missing: 5,
  conflict: 6,
  limited: 7,
} as const satisfies Record<ErrorKind, number>;

/** The exit code for a command that was not written as it must be. */
export const usageExitCode = 2;

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Says what went wrong, what helps, and gives the exit code. */
export function reportFailure(thrown: unknown, io: Io, isJson: boolean): number {
  const error = thrown instanceof GatewayRefusal ? thrown : toAppError(thrown);
  const failure: Failure = { code: error.code, message: error.message, hint: error.hint };
  if (isJson) io.err(`${JSON.stringify({ ok: false, error: failure })}\n`);
  else io.err(`${failure.message} [${failure.code}]\n${failure.hint ? `  ${failure.hint}\n` : ''}`);
  return exitCodeOf(failure.code);
}

function exitCodeOf(code: string): number {
  if (code.startsWith('CLI_')) return usageExitCode;
  const spec = Object.entries(errorRegistry).find(([known]) => known === code);
  return spec ? exitCodes[spec[1].kind] : exitCodes.internal;
}

/** A command that was not written as it must be. */
export function usageError(reason: string, usage: string): AppError {
  return new AppError('CLI_USAGE', { reason, usage });
}
