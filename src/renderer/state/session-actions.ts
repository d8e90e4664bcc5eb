import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { Client } from '../transport/client.ts';
import type { Conversations } from './conversations.ts';
import type { Deferred } from './deferred.ts';
import type { Sessions } from './sessions.ts';

/** The conversation something is done to. */
export interface SessionTarget {
  readonly key: string;
  readonly sessionId: string;
  readonly isArchived: boolean;
}

export interface SessionActions {
  /** Deletes after a while; until then the result brings everything back. */
  readonly remove: (target: SessionTarget) => () => void;
  /** Begins afresh after a while; shows it at once. The result takes it back. */
  readonly reset: (target: SessionTarget) => () => void;
  /** @throws ClientError */
  readonly exportText: (
    target: SessionTarget,
    format: 'markdown' | 'json',
  ) => Promise<{ readonly fileName: string; readonly text: string }>;
}

export interface SessionActionsDeps {
  readonly client: Pick<Client, 'request'>;
  readonly sessions: Pick<Sessions, 'hide'>;
  readonly conversations: Pick<Conversations, 'find'>;
  readonly deferred: Deferred;
  readonly onFailure: (error: ClientError) => void;
}

/** How long a deletion can be taken back. */
export const undoMs = 6_000;

/** What can be done to a whole conversation. */
export function createSessionActions(deps: SessionActionsDeps): SessionActions {
  const { client, sessions, conversations, deferred } = deps;

  const guard = async (work: () => Promise<unknown>, repair: () => void): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      repair();
      deps.onFailure(toClientError(thrown));
    }
  };

  return {
    remove({ key, sessionId }) {
      const showAgain = (): void => sessions.hide(sessionId, false);
      sessions.hide(sessionId, true);
      const params = { key, expectedSessionId: sessionId };
      const run = (): Promise<void> =>
        guard(() => client.request('sessions.delete', params), showAgain);
      return deferred.add({ subject: key, run, undo: showAgain }, undoMs);
    },
    reset({ key }) {
      const reload = (): void => void conversations.find(key)?.reload();
      conversations.find(key)?.showEmpty();
      const run = (): Promise<void> =>
        guard(() => client.request('sessions.reset', { key, reason: 'reset' }), reload);
      return deferred.add({ subject: key, run, undo: reload }, undoMs);
    },
    async exportText({ key, sessionId, isArchived }, format) {
      const params = isArchived ? { key, sessionId, format } : { key, format };
      return client.request('sessions.export', params, { timeoutMs: 60_000 });
    },
  };
}
