import { useRef, useState } from 'react';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { useApp } from '../../state/app-context.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';

export type CheckState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly model: string; readonly result: ResultOf<'models.test'> }
  | { readonly kind: 'failed'; readonly error: ClientError };

/** Asks a model whether it answers; the last question counts. */
export function useModelCheck(): {
  readonly state: CheckState;
  readonly ask: (model: string) => Promise<void>;
} {
  const { client } = useApp();
  const [state, setState] = useState<CheckState>({ kind: 'idle' });
  const asked = useRef(0);
  const ask = async (model: string): Promise<void> => {
    const mine = ++asked.current;
    setState({ kind: 'asking' });
    const next = await client.request('models.test', { model }).then(
      (result): CheckState => ({ kind: 'answered', model, result }),
      (thrown: unknown): CheckState => ({ kind: 'failed', error: toClientError(thrown) }),
    );
    if (mine === asked.current) setState(next);
  };
  return { state, ask };
}
