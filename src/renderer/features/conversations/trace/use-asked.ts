import { useEffect, useState } from 'react';
import type { MethodName, ParamsOf, ResultOf } from '../../../../shared/protocol/contract.ts';
import { useApp } from '../../../state/app-context.ts';
import { toClientError, type ClientError } from '../../../transport/client-error.ts';

export interface Asked<T> {
  readonly answer: T | undefined;
  readonly error: ClientError | undefined;
}

/** Asks once for something that does not change, when it is first shown. `params` stay the same. */
export function useAsked<M extends MethodName>(method: M, params: ParamsOf<M>): Asked<ResultOf<M>> {
  const { client } = useApp();
  const [asked, setAsked] = useState<Asked<ResultOf<M>>>({ answer: undefined, error: undefined });
  const [first] = useState(params);
  useEffect(() => {
    const own = new AbortController();
    client.request(method, first, { signal: own.signal, timeoutMs: 60_000 }).then(
      (answer) => setAsked({ answer, error: undefined }),
      (thrown: unknown) => {
        if (!own.signal.aborted) setAsked({ answer: undefined, error: toClientError(thrown) });
      },
    );
    return () => own.abort();
  }, [client, method, first]);
  return asked;
}
