import { randomUUID } from 'node:crypto';
import type { WireClient } from '../../e2e/crash/wire-client.ts';

/** Sends messages and waits for the ends of their turns. */
export interface Asker {
  /** One turn, from the request to the final event. Rejects when it ends otherwise. */
  ask(sessionKey: string, message: string): Promise<void>;
}

interface ChatEnd {
  readonly runId: string;
  readonly state: string;
}

/** Listens on a connection for ends of turns; as little work as possible for each event. */
export function createAsker(client: Pick<WireClient, 'request' | 'onEvent'>): Asker {
  const waiting = new Map<string, (state: string) => void>();
  client.onEvent((event, payload) => {
    if (event !== 'chat') return;
    const { runId, state } = payload as ChatEnd;
    if (state !== 'delta' && state !== 'status') waiting.get(runId)?.(state);
  });
  return {
    async ask(sessionKey, message) {
      const idempotencyKey = randomUUID();
      const ended = new Promise<string>((resolve) => waiting.set(idempotencyKey, resolve));
      await client.request('chat.send', { sessionKey, message, idempotencyKey });
      const state = await ended;
      waiting.delete(idempotencyKey);
      if (state !== 'final') throw new Error(`the turn ended with ${state}`);
    },
  };
}
