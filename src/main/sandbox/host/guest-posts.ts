import { limits } from '../../../shared/config/limits.ts';
import type { FailureKind, RunOrder } from '../frames.ts';

/** How a run ended. `stack` says where, when it is known. */
export type Ending =
  | { readonly json: string | undefined }
  | {
      readonly failure: FailureKind;
      readonly message: string;
      readonly stack?: string | undefined;
    };

/** What the world inside of an isolate said, understood. */
export type Post =
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'call'; readonly call: number; readonly name: string; readonly json: string }
  | { readonly kind: 'timer'; readonly timer: number; readonly delayMs: number }
  | { readonly kind: 'untimer'; readonly timer: number }
  | { readonly kind: 'end'; readonly ending: Ending };

/**
 * Reads what an isolate posted. It counts along: whoever gets past the bounds inside of the isolate
 * is not heard here.
 */
export function createPostReader(
  order: Pick<RunOrder, 'names'>,
): (kind: unknown, text: unknown, number: unknown, name: unknown) => Post | undefined {
  const bounds = limits.sandbox;
  let logged = 0;
  let called = 0;
  return (kind, text, number, name) => {
    if (typeof text !== 'string') return undefined;
    const at = typeof number === 'number' ? number : 0;
    switch (kind) {
      case 'log':
        logged += 1;
        if (logged > bounds.logLines + 1) return undefined;
        return { kind, text: text.slice(0, bounds.logLineChars + 1) };
      case 'call':
        called += 1;
        if (called > bounds.calls || !order.names.includes(String(name))) return undefined;
        return { kind, call: at, name: String(name), json: text };
      case 'timer':
        return { kind, timer: at, delayMs: Math.max(0, Number(name) || 0) };
      case 'untimer':
        return { kind, timer: at };
      default:
        return readEnding(kind, text, at);
    }
  };
}

function readEnding(kind: unknown, text: string, at: number): Post | undefined {
  switch (kind) {
    case 'done':
      return { kind: 'end', ending: { json: at === 1 ? text : undefined } };
    case 'unfit':
      return { kind: 'end', ending: { failure: 'result', message: text } };
    case 'threw': {
      const { message, stack } = JSON.parse(text) as { message: string; stack: string };
      return { kind: 'end', ending: { failure: 'code', message, stack } };
    }
    default:
      return undefined;
  }
}
