import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApprovalRow } from '../../shared/protocol/approvals.ts';
import { toClientError } from '../transport/client-error.ts';
import type { Client } from '../transport/client.ts';
import { followSnapshot } from './follow-snapshot.ts';

export interface ApprovalsState {
  /** Calls that wait for an answer, the oldest first. */
  readonly pending: readonly ApprovalRow[];
}

export interface Approvals {
  readonly store: StoreApi<ApprovalsState>;
  /**
   * Answers a question. One that was answered elsewhere meanwhile is no error: the first answer
   * counts, and those who listen are told of it.
   * @throws ClientError
   */
  readonly resolve: (
    id: string,
    decision: 'allow' | 'deny',
    options?: { readonly always?: boolean },
  ) => Promise<void>;
  /** Tells of a question that was waiting here and was closed by somebody or something else. */
  readonly onClosedElsewhere: (listener: (approval: ApprovalRow) => void) => () => void;
}

/** Questions of agents whether they may use a tool. */
export function createApprovals(client: Client): Approvals {
  const store = createStore<ApprovalsState>(() => ({ pending: [] }));
  const listeners = new Set<(approval: ApprovalRow) => void>();
  const answering = new Set<string>();

  const isWaiting = (id: string): boolean =>
    store.getState().pending.some((entry) => entry.id === id);
  const drop = (id: string): void =>
    store.setState(({ pending }) => ({ pending: pending.filter((entry) => entry.id !== id) }));
  const closedElsewhere = (approval: ApprovalRow): void => {
    drop(approval.id);
    for (const tell of [...listeners]) tell(approval);
  };
  const close = (approval: ApprovalRow): void => {
    // While it is being answered here, the answer to that tells whose decision it was.
    if (answering.has(approval.id)) drop(approval.id);
    else if (isWaiting(approval.id)) closedElsewhere(approval);
  };
  const open = (approval: ApprovalRow): void => {
    if (isWaiting(approval.id)) return;
    store.setState(({ pending }) => ({ pending: [...pending, approval] }));
  };

  followSnapshot(
    client,
    () => client.request('approval.list', {}),
    ({ approvals }) => store.setState({ pending: approvals }),
  );
  client.on('approval.changed', ({ approval }) => {
    if (approval.state === 'pending') open(approval);
    else close(approval);
  });

  /** Somebody was faster: what they decided is shown instead of an error. */
  const learn = async (id: string): Promise<void> => {
    const { approval } = await client.request('approval.get', { id });
    closedElsewhere(approval);
  };

  return {
    store,
    async resolve(id, decision, { always = false } = {}) {
      answering.add(id);
      try {
        await client.request('approval.resolve', { id, decision, always });
        drop(id);
      } catch (thrown) {
        if (toClientError(thrown).code !== 'APPROVAL_DECIDED') throw thrown;
        await learn(id);
      } finally {
        answering.delete(id);
      }
    },
    onClosedElsewhere(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
