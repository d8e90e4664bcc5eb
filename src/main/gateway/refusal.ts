import type { AppError } from '../../shared/errors/index.ts';
import type { ErrorDetails } from '../../shared/protocol/frames.ts';

/** Close codes of the OpenClaw protocol, by what they mean. */
export const closeCodes = {
  protocolMismatch: 1002,
  policy: 1008,
  tooLarge: 1009,
  restart: 1012,
  starting: 1013,
} as const;

/** A connect that is answered with an error and then closed. */
export class Refusal extends Error {
  readonly error: AppError;
  readonly details: Partial<ErrorDetails>;
  readonly closeCode: number;

  constructor(
    error: AppError,
    details: Partial<ErrorDetails> = {},
    closeCode: number = closeCodes.policy,
  ) {
    super(error.message);
    this.name = 'Refusal';
    this.error = error;
    this.details = details;
    this.closeCode = closeCode;
  }
}

/** A close frame holds at most 123 bytes of reason. */
export function clipReason(reason: string): string {
  return Buffer.byteLength(reason) <= 120 ? reason : `${reason.slice(0, 35)}…`;
}
