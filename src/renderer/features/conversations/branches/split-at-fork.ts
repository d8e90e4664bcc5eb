import type { ChatMessage } from '../../../../shared/protocol/chat.ts';

/** What two branches have after the last message they share; the latter is left out. */
export function splitAtFork(
  shown: readonly ChatMessage[],
  other: readonly ChatMessage[],
): readonly [readonly ChatMessage[], readonly ChatMessage[]] {
  const places = new Map(shown.map(({ id }, index) => [id, index]));
  const at = other.findLastIndex(({ id }) => id !== undefined && places.has(id));
  if (at < 0) return [shown, other];
  const fork = places.get(other[at]?.id) ?? -1;
  return [shown.slice(fork + 1), other.slice(at + 1)];
}
