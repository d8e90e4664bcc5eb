import { GrammyError, HttpError } from 'grammy';
import { BrokenRequest } from './tracked-fetch.ts';

/** Why a call to the Bot API failed, in terms of what to do about it. */
export interface CallFailure {
  readonly kind: 'refused' | 'limited' | 'unreachable' | 'invalid';
  /** The call may have had its effect. */
  readonly hasBegun: boolean;
  readonly reason: string;
  /** Telegram's own number; undefined when it did not answer. */
  readonly status?: number;
  readonly retryAfterMs?: number;
  /** The group became a supergroup and has this id now. */
  readonly movedTo?: number;
}

/** Reads what a call to the Bot API threw. Never contains the token. */
export function readFailure(error: unknown): CallFailure {
  if (error instanceof GrammyError) return readAnswer(error);
  const cause: unknown = error instanceof HttpError ? error.error : error;
  if (cause instanceof BrokenRequest)
    return { kind: 'unreachable', hasBegun: cause.hasBegun, reason: cause.message };
  const reason = cause instanceof Error ? cause.message : String(cause);
  return { kind: 'unreachable', hasBegun: true, reason };
}

function readAnswer(error: GrammyError): CallFailure {
  const { error_code: status, description: reason, parameters } = error;
  const said = { status, reason, hasBegun: false };
  if (status === 429)
    return { ...said, kind: 'limited', retryAfterMs: pauseMs(parameters.retry_after) };
  // A server that failed half-way may have sent the message before.
  if (status >= 500) return { ...said, kind: 'unreachable', hasBegun: true };
  if (parameters.migrate_to_chat_id !== undefined)
    return { ...said, kind: 'invalid', movedTo: parameters.migrate_to_chat_id };
  return { ...said, kind: status === 401 || status === 403 ? 'refused' : 'invalid' };
}

function pauseMs(seconds: number | undefined): number {
  return Math.max(1, seconds ?? 1) * 1_000;
}
