import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Logger } from '../platform/log.ts';
import type { HostFunction } from './sandbox.ts';
import { parsePlainData } from './plain-data.ts';

/** What goes back to the code: `{value}`, null for nothing, or `{message, code}`. */
export interface HostAnswer {
  readonly isOk: boolean;
  readonly json: string;
}

/**
 * Calls a host function with what foreign code wrote. Of our own errors the code gets message and
 * code; of any other it learns nothing, since it may speak of places and things of this machine.
 */
export async function answerCall(
  name: string,
  fn: HostFunction | undefined,
  json: string,
  signal: AbortSignal,
  log: Logger,
): Promise<HostAnswer> {
  try {
    if (fn === undefined) return refuse(`There is no function "${name}".`, 'NOT_GRANTED');
    const value = await fn(parsePlainData(json), signal);
    const answer = JSON.stringify(value === undefined ? null : { value });
    if (answer.length <= limits.sandbox.dataChars) return { isOk: true, json: answer };
    return refuse(`The answer is larger than ${limits.sandbox.dataChars} characters.`, 'TOO_LARGE');
  } catch (error) {
    if (error instanceof AppError) return refuse(`${error.message} ${error.hint}`, error.code);
    if (!signal.aborted) log.warn('sandbox.host-function-failed', { name, error: String(error) });
    return refuse(`"${name}" failed.`, 'INTERNAL');
  }
}

const refuse = (message: string, code: string): HostAnswer => ({
  isOk: false,
  json: JSON.stringify({ message: message.slice(0, limits.sandbox.errorChars), code }),
});
