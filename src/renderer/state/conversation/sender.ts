import type { StoreApi } from 'zustand/vanilla';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import type { Clock } from '../../transport/clock.ts';
import { encodeBase64 } from '../pictures/base64.ts';
import type { Picture } from '../pictures/attach-pictures.ts';
import { newRun } from './run.ts';
import type { ConversationState, Discarded, Outgoing } from './types.ts';

export interface Sender {
  readonly send: (text: string, pictures?: readonly Picture[]) => void;
  /** Once more with the same key, after it failed. */
  readonly resend: (key: string) => void;
  /** Takes back a message that was not sent; gives it back for the composer. */
  readonly discard: (key: string) => Discarded;
  /** There is a line (again): everything that waits goes out, in order. */
  readonly flush: () => void;
}

interface SenderDeps {
  readonly client: Pick<Client, 'request'>;
  readonly clock: Clock;
  readonly newKey: () => string;
  readonly sessionKey: string;
  readonly store: StoreApi<ConversationState>;
  readonly update: (change: (state: ConversationState) => ConversationState) => void;
  /** Before anything is sent, what was put off for this conversation happens. */
  readonly settleFirst: () => Promise<void>;
}

const repeatAfterMs = 3_000;
/** Megabytes over a slow line. */
const picturesMs = 180_000;

/** Codes after which the same message is sent once more with the same key. */
const repeatable = new Set(['CLIENT_OFFLINE', 'CLIENT_TIMEOUT', 'SHUTTING_DOWN', 'UNAVAILABLE']);

/**
 * Sends messages one after another. A message stays here until the gateway has it: whatever cuts
 * the line, it is repeated with its key, and the key makes it one message.
 */
export function createSender(deps: SenderDeps): Sender {
  const { store, update } = deps;
  let isBusy = false;

  const mark = (key: string, change: Partial<Outgoing>): void =>
    update((state) => ({
      ...state,
      outgoing: state.outgoing.map((entry) =>
        entry.key === key ? { ...entry, ...change } : entry,
      ),
    }));

  const sendOne = async (entry: Outgoing): Promise<boolean> => {
    mark(entry.key, { state: 'sending' });
    try {
      await deps.settleFirst();
      const { status, runId } = await deps.client.request(
        'chat.send',
        {
          sessionKey: deps.sessionKey,
          message: entry.text,
          idempotencyKey: entry.key,
          ...(entry.pictures ? { attachments: entry.pictures.map(toAttachment) } : {}),
        },
        entry.pictures ? { timeoutMs: picturesMs } : {},
      );
      mark(entry.key, { state: status === 'queued' ? 'queued' : 'accepted' });
      if (status === 'started') update((state) => expectRun(state, runId, deps.clock.now()));
      return true;
    } catch (thrown) {
      return putBack(entry.key, toClientError(thrown));
    }
  };

  const putBack = (key: string, error: ClientError): boolean => {
    if (!repeatable.has(error.code)) {
      mark(key, { state: 'failed', error });
      return true;
    }
    mark(key, { state: 'waiting' });
    // Without a line the next connect flushes; with one, a little later.
    if (error.code !== 'CLIENT_OFFLINE') deps.clock.after(repeatAfterMs, flush);
    return false;
  };

  const drain = async (): Promise<void> => {
    for (;;) {
      const next = store.getState().outgoing.find((entry) => entry.state === 'waiting');
      if (!next || !(await sendOne(next))) return;
    }
  };

  const flush = (): void => {
    if (isBusy) return;
    isBusy = true;
    void drain().finally(() => (isBusy = false));
  };

  return {
    send(text, pictures = []) {
      const entry: Outgoing = {
        key: deps.newKey(),
        text,
        createdAt: deps.clock.now(),
        state: 'waiting',
        ...(pictures.length > 0 ? { pictures } : {}),
      };
      update((state) => ({ ...state, outgoing: [...state.outgoing, entry] }));
      flush();
    },
    resend(key) {
      // Whoever sends it again has read that the pictures are gone.
      mark(key, { state: 'waiting', lostPictures: 0 });
      flush();
    },
    discard(key) {
      const entry = store.getState().outgoing.find((candidate) => candidate.key === key);
      update((state) => ({
        ...state,
        outgoing: state.outgoing.filter((candidate) => candidate.key !== key),
      }));
      return { text: entry?.text ?? '', pictures: entry?.pictures ?? [] };
    },
    flush,
  };
}

function toAttachment({ mimeType, name, bytes }: Picture): {
  mimeType: string;
  fileName?: string;
  content: string;
} {
  const content = encodeBase64(bytes);
  return name === '' ? { mimeType, content } : { mimeType, fileName: name.slice(-256), content };
}

/** A turn was started for a message; shows that it answers before its first word comes. */
export function expectRun(state: ConversationState, runId: string, now: number): ConversationState {
  const isAnswered = state.messages.some(
    (message) => message.runId === runId && message.role === 'assistant',
  );
  if (state.runs[runId] || isAnswered) return state;
  return { ...state, runs: { ...state.runs, [runId]: newRun(runId, now) } };
}
