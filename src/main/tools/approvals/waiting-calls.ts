import type { Sql } from '../../storage/database.ts';
import { getApproval, type ApprovalRecord } from './approval-store.ts';

type Waiter = (record: ApprovalRecord) => void;

/** The calls that wait for an answer. A question is a row; whoever waits for it only listens. */
export interface WaitingCalls {
  /**
   * Resolves with the closed question; undefined when its conversation was deleted. Rejects with the
   * reason of the signal, after `giveUp`.
   */
  wait(
    id: string,
    signal: AbortSignal,
    giveUp: (reason: unknown) => Promise<void>,
  ): Promise<ApprovalRecord | undefined>;
  settle(record: ApprovalRecord): void;
}

export function createWaitingCalls(sql: Sql): WaitingCalls {
  const waiters = new Map<string, Set<Waiter>>();

  const leave = (id: string, waiter: Waiter): void => {
    waiters.get(id)?.delete(waiter);
    if (waiters.get(id)?.size === 0) waiters.delete(id);
  };

  return {
    wait: (id, signal, giveUp) =>
      new Promise((resolve, reject) => {
        const settle = (record: ApprovalRecord | undefined): void => {
          leave(id, settle);
          signal.removeEventListener('abort', abort);
          resolve(record);
        };
        const abort = (): void => {
          leave(id, settle);
          signal.removeEventListener('abort', abort);
          void giveUp(signal.reason).finally(() => reject(signal.reason as Error));
        };
        waiters.set(id, (waiters.get(id) ?? new Set()).add(settle));
        signal.addEventListener('abort', abort, { once: true });
        // It may have been closed, or the turn ended, before anybody listened.
        const record = getApproval(sql, id);
        if (signal.aborted) abort();
        else if (record?.state !== 'pending') settle(record);
      }),
    settle(record) {
      for (const waiter of [...(waiters.get(record.id) ?? [])]) waiter(record);
    },
  };
}
