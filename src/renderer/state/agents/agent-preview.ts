import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import type { Clock, Timer } from '../../transport/clock.ts';
import type { Draft } from '../config-draft/draft.ts';
import { toConfigEdits } from '../config-draft/draft-edits.ts';

export type Preview = ResultOf<'agents.preview'>;

export interface PreviewState {
  readonly value: Preview | undefined;
  readonly error: ClientError | undefined;
}

export interface AgentPreview {
  readonly store: StoreApi<PreviewState>;
  /** Follows the draft and what is saved until the result is called. */
  readonly follow: () => () => void;
}

const pauseMs = 200;

/** What an agent would send with its pending edits; asked anew a moment after each of them. */
export function createAgentPreview(
  { client, clock }: { readonly client: Client; readonly clock: Clock },
  draft: Draft,
): AgentPreview {
  const store = createStore<PreviewState>(() => ({ value: undefined, error: undefined }));
  const agentId = String(draft.path.at(-1));
  let timer: Timer | undefined;
  let asked = 0;

  const read = async (): Promise<void> => {
    const mine = ++asked;
    const edits = toConfigEdits(draft.store.getState().edits);
    try {
      const params = edits.length === 0 ? { agentId } : { agentId, edits };
      const value = await client.request('agents.preview', params);
      if (mine === asked) store.setState({ value, error: undefined });
    } catch (thrown) {
      // What was shown stays: the edits are not valid at the moment.
      if (mine === asked) store.setState({ error: toClientError(thrown) });
    }
  };
  const later = (): void => {
    timer?.cancel();
    timer = clock.after(pauseMs, () => void read());
  };

  return {
    store,
    follow() {
      void read();
      const ends = [
        draft.store.subscribe((now, before) => {
          if (now.edits !== before.edits) later();
        }),
        client.on('config.changed', later),
        client.on('tools.changed', later),
        client.onReady(({ reload }) => {
          if (reload || store.getState().error) later();
        }),
      ];
      return () => {
        timer?.cancel();
        for (const end of ends) end();
      };
    },
  };
}
