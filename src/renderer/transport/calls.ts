import {
  methods,
  type MethodName,
  type ParamsOf,
  type ResultOf,
} from '../../shared/protocol/contract.ts';
import type { ResponseFrame } from '../../shared/protocol/frames.ts';
import { localError, wireError, type ClientError } from './client-error.ts';
import type { Clock } from './clock.ts';

export interface CallOptions {
  /** Without an answer for this long the request fails with `CLIENT_TIMEOUT`. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

interface PendingCall {
  settle(frame: ResponseFrame): void;
  fail(error: ClientError): void;
}

export type Request = <M extends MethodName>(
  method: M,
  params: ParamsOf<M>,
  options?: CallOptions,
) => Promise<ResultOf<M>>;

export interface Calls {
  readonly request: Request;
  /** Hands an answer to whoever waits for it; false when nobody does. */
  readonly settle: (frame: ResponseFrame) => boolean;
  /** The line broke: everything that waits fails. Whoever must not lose its request repeats it. */
  readonly failAll: (error: ClientError) => void;
}

interface CallsDeps {
  readonly clock: Clock;
  /** Sends a frame; false when there is no line. */
  readonly send: (frame: object) => boolean;
  /** An answer that does not fit the contract. It is reported, not trusted. */
  readonly report: (what: string) => void;
}

const defaultTimeoutMs = 15_000;

/** The table of requests that wait for their answers. */
export function createCalls({ clock, send, report }: CallsDeps): Calls {
  const pending = new Map<string, PendingCall>();
  let lastId = 0;

  function request<M extends MethodName>(
    method: M,
    params: ParamsOf<M>,
    options: CallOptions = {},
  ): Promise<ResultOf<M>> {
    return new Promise((resolve, reject) => {
      const id = `r${++lastId}`;
      const { signal } = options;
      if (signal?.aborted) {
        reject(localError('CLIENT_ABORTED'));
        return;
      }
      const timer = clock.after(options.timeoutMs ?? defaultTimeoutMs, () =>
        fail(localError('CLIENT_TIMEOUT', method)),
      );
      const abort = (): void => fail(localError('CLIENT_ABORTED'));
      const leave = (): void => {
        pending.delete(id);
        timer.cancel();
        signal?.removeEventListener('abort', abort);
      };
      const fail = (error: ClientError): void => {
        leave();
        reject(error);
      };
      const settle = (frame: ResponseFrame): void => {
        leave();
        const answer = readAnswer(method, frame);
        if (answer.error?.code === 'CLIENT_ANSWER_INVALID') report(answer.error.message);
        if (answer.error) reject(answer.error);
        else resolve(answer.result);
      };
      signal?.addEventListener('abort', abort, { once: true });
      pending.set(id, { settle, fail });
      if (!send({ type: 'req', id, method, params })) fail(localError('CLIENT_OFFLINE'));
    });
  }

  return {
    request,
    settle(frame) {
      const call = pending.get(frame.id);
      call?.settle(frame);
      return call !== undefined;
    },
    failAll(error) {
      for (const call of [...pending.values()]) call.fail(error);
    },
  };
}

type Answer<M extends MethodName> =
  { readonly result: ResultOf<M>; readonly error?: undefined } | { readonly error: ClientError };

function readAnswer<M extends MethodName>(method: M, frame: ResponseFrame): Answer<M> {
  if (!frame.ok) {
    return {
      error: frame.error
        ? wireError(frame.error)
        : localError('CLIENT_ANSWER_INVALID', `${method}: an error without a reason`),
    };
  }
  const parsed = methods[method].result().safeParse(frame.payload);
  if (parsed.success) return { result: parsed.data as ResultOf<M> };
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  return {
    error: localError('CLIENT_ANSWER_INVALID', `${method} ${place}: ${issue?.message ?? ''}`),
  };
}
