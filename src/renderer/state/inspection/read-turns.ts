import type { TurnRow } from '../../../shared/protocol/inspect.ts';
import type { Client } from '../../transport/client.ts';
import type { TranscriptRef, TranscriptState } from './types.ts';

/** The contract takes so many at once. */
const mostRuns = 200;
const mostMissed = 5_000;

/**
 * The turns that the messages in memory belong to: those that are not known yet, and those that have
 * changed since. Turns of messages that were let go are let go with them.
 *
 * @param missed runs that are known to have no turn of their own, as messages that were collected; grows
 * @returns undefined when there was nothing to read, or the line broke
 */
export async function readTurns(
  client: Pick<Client, 'request'>,
  { key, sessionId }: TranscriptRef,
  state: Pick<TranscriptState, 'messages' | 'turns' | 'runs'>,
  stale: readonly string[],
  missed: Set<string>,
): Promise<Readonly<Record<string, TurnRow>> | undefined> {
  const present = new Set([
    ...state.messages.flatMap(({ runId }) => runId ?? []),
    ...Object.keys(state.runs),
  ]);
  const known = Object.entries(state.turns).filter(([runId]) => present.has(runId));
  const isKnown = new Set(known.map(([runId]) => runId));
  const wanted = [
    ...new Set([
      ...[...present].filter((runId) => !isKnown.has(runId) && !missed.has(runId)),
      ...stale.filter((runId) => present.has(runId)),
    ]),
  ];
  if (wanted.length === 0) return undefined;
  if (missed.size > mostMissed) missed.clear();
  const base = sessionId === undefined ? { key } : { key, sessionId };
  const found = new Map(known);
  try {
    for (let from = 0; from < wanted.length; from += mostRuns) {
      const runIds = wanted.slice(from, from + mostRuns);
      const { turns } = await client.request('turns.list', { ...base, runIds, limit: mostRuns });
      // Several turns of one run: the newest one stands for it.
      for (const turn of turns.toReversed()) found.set(turn.runId, turn);
      for (const runId of runIds) if (!found.has(runId)) missed.add(runId);
    }
  } catch {
    return undefined;
  }
  return Object.fromEntries(found);
}
