import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Logger } from '../platform/log.ts';
import type { Report } from './frames.ts';
import type { HostFunction } from './sandbox.ts';
import { parsePlainData } from './plain-data.ts';

/** What goes back to the code: `{value}`, null for nothing, or `{message, code}`. */
export interface HostAnswer {
  readonly isOk: boolean;
  readonly json: string;
}

/** A call as the process reports it. */
export type HostCall = Extract<Report, { kind: 'call' }>;

/**
 * Answers the calls of one run. The function it returns takes one call, and is false when there are
 * more of them than a run may make. Nothing is called any more after the signal.
 */
export function createAnswering(
  functions: Readonly<Record<string, HostFunction>>,
  signal: AbortSignal,
  log: Logger,
  reply: (call: number, answer: HostAnswer) => void,
): (call: HostCall) => boolean {
  const open = new Set<number>();
  let called = 0;

  async function answer({ call, name, json }: HostCall): Promise<void> {
    open.add(call);
    const fn = Object.hasOwn(functions, name) ? functions[name] : undefined;
    const answered = await answerCall(name, fn, json, signal, log);
    open.delete(call);
    reply(call, answered);
  }

  return (call) => {
    called += 1;
    const { openCalls, calls } = limits.sandbox;
    if (open.size >= openCalls || called > calls || open.has(call.call)) return false;
    if (!signal.aborted) void answer(call);
    return true;
  };
}

/**
 * Calls a host function with what foreign code wrote. Of our own errors the code gets message and
 * code; of any other it learns nothing, since it may speak of places and things of this machine.
 */
async function answerCall(
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
