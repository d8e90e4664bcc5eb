import { randomUUID } from 'node:crypto';
import type { Question } from './ledger.ts';
import { connectWire, WireError, type WireClient } from './wire-client.ts';

/** Somebody at the web page, who keeps on asking until the answer is there. */
export interface WebUser {
  /**
   * Sends questions into one conversation at once and resolves when each of them is answered.
   * A broken connection is made again, and what was sent is sent again under the same key.
   */
  ask(sessionKey: string, questions: readonly Question[]): Promise<void>;
  close(): void;
}

export interface WebUserOptions {
  whenUp(): Promise<{ readonly url: string; readonly token: string }>;
  /** How often a broken connection was made again, for the report. */
  onReconnect?(): void;
}

/** Makes a user; they connect with their first question. */
export function createWebUser(options: WebUserOptions): WebUser {
  let client: WireClient | undefined;
  let isClosed = false;

  const connect = async (): Promise<WireClient> => {
    for (;;) {
      if (isClosed) throw new Error('the user left');
      const { url, token } = await options.whenUp();
      try {
        const made = await connectWire(url, token);
        void made.closed.then(() => {
          if (client === made) client = undefined;
        });
        return (client = made);
      } catch {
        // Killed between its ready line and our handshake: it comes again.
        options.onReconnect?.();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };

  return {
    async ask(sessionKey, questions) {
      const open = new Map(questions.map((question) => [randomUUID(), question]));
      while (open.size > 0) {
        try {
          await askOn(client ?? (await connect()), sessionKey, open);
        } catch (error) {
          if (!(error instanceof WireError) || (error.shape && !error.shape.retryable)) throw error;
          options.onReconnect?.();
        }
      }
    },
    close() {
      isClosed = true;
      client?.close();
    },
  };
}

/** Sends what is open and waits for the ends of turns; takes out of `open` what is answered. */
async function askOn(
  client: WireClient,
  sessionKey: string,
  open: Map<string, Question>,
): Promise<void> {
  while (open.size > 0) {
    // Listened for before sending, so that an answer that comes at once is not missed.
    const ended = nextEnd(client);
    try {
      await sendOpen(client, sessionKey, open);
      // The end of any turn may be the end of ours: a message can join a turn of another name.
      if (open.size > 0) await Promise.race([ended.promise, broken(client)]);
    } finally {
      ended.stop();
    }
  }
}

function nextEnd(client: WireClient): {
  readonly promise: Promise<void>;
  readonly stop: () => void;
} {
  let stop = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    stop = client.onEvent((event, payload) => {
      if (event === 'chat' && isEnd(payload)) resolve();
    });
  });
  return { promise, stop };
}

async function sendOpen(
  client: WireClient,
  sessionKey: string,
  open: Map<string, Question>,
): Promise<void> {
  const answers = [...open].map(async ([idempotencyKey, { text }]) => {
    const { status } = await client.request('chat.send', {
      sessionKey,
      message: text,
      idempotencyKey,
    });
    if (status === 'ok') open.delete(idempotencyKey);
  });
  await Promise.all(answers);
}

function broken(client: WireClient): Promise<never> {
  return client.closed.then(() => {
    throw new WireError(undefined);
  });
}

function isEnd(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null || !('state' in payload)) return false;
  return payload.state === 'final' || payload.state === 'error' || payload.state === 'aborted';
}
