import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApprovalRow } from '../../shared/protocol/approvals.ts';
import type { Client } from '../transport/client.ts';

export interface ApprovalsState {
  /** Calls that wait for an answer, the oldest first. */
  readonly pending: readonly ApprovalRow[];
}

export interface Approvals {
  readonly store: StoreApi<ApprovalsState>;
  /** @throws ClientError */
  readonly resolve: (
    id: string,
    decision: 'allow' | 'deny',
    options?: { readonly always?: boolean },
  ) => Promise<void>;
}

/** Questions of agents whether they may use a tool. */
export function createApprovals(client: Client): Approvals {
  const store = createStore<ApprovalsState>(() => ({ pending: [] }));
  const take = (approval: ApprovalRow): void =>
    store.setState(({ pending }) => {
      const others = pending.filter(({ id }) => id !== approval.id);
      return { pending: approval.state === 'pending' ? [...others, approval] : others };
    });

  client.onReady(({ reload }) => {
    if (!reload) return;
    client.request('approval.list', {}).then(
      ({ approvals }) => store.setState({ pending: approvals }),
      () => undefined,
    );
  });
  client.on('approval.changed', ({ approval }) => take(approval));

  return {
    store,
    async resolve(id, decision, { always = false } = {}) {
      const { approval } = await client.request('approval.resolve', { id, decision, always });
      take(approval);
    },
  };
}
