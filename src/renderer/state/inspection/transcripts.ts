import type { AppState } from '../app-state.ts';
import { createTranscript, type Transcript } from './transcript.ts';
import type { TranscriptRef } from './types.ts';

/** The conversations that were looked into last. */
export interface Transcripts {
  readonly get: (ref: TranscriptRef) => Transcript;
}

/** Each holds a bounded part of its conversation; coming back to one of these shows it at once. */
const keptTranscripts = 6;

/** Opens conversations to look into, and tells each what the gateway says about it. */
export function createTranscripts({
  client,
  clock,
}: Pick<AppState, 'client' | 'clock'>): Transcripts {
  const opened = new Map<string, Transcript>();
  const unwatch = new Map<string, () => void>();
  const ofKey = (key: string): Transcript[] =>
    [...opened.values()].filter(({ ref }) => ref.key === key);

  client.on('chat', (event) => {
    for (const transcript of ofKey(event.sessionKey)) transcript.takeChat(event);
  });
  client.on('chat.message', ({ sessionKey, message }) => {
    for (const transcript of ofKey(sessionKey)) transcript.takeMessage(message);
  });
  client.on('agent', (event) => {
    for (const transcript of opened.values()) transcript.takeAgent(event);
  });
  client.on('sessions.changed', (change) => {
    for (const transcript of ofKey(change.sessionKey)) transcript.takeSession(change);
  });
  client.onReady(({ reload }) => {
    for (const transcript of opened.values()) {
      const { load } = transcript.store.getState();
      if (load.kind === 'failed' || (reload && load.kind === 'ready')) transcript.refresh();
    }
  });

  return {
    get(ref) {
      const id = `${ref.key}\n${ref.sessionId ?? ''}\n${ref.headId ?? ''}`;
      if (!opened.has(id)) unwatch.set(id, client.watch(ref.key));
      const transcript = opened.get(id) ?? createTranscript(ref, { client, clock });
      opened.delete(id);
      opened.set(id, transcript);
      for (const oldest of opened.keys()) {
        if (opened.size <= keptTranscripts) break;
        opened.delete(oldest);
        unwatch.get(oldest)?.();
        unwatch.delete(oldest);
      }
      return transcript;
    },
  };
}
