import { useEffect } from 'react';
import { formatAddress, parseAddress } from '../navigation/address.ts';
import { goTo } from '../navigation/use-address.ts';
import { useApp } from '../state/app-context.ts';

/** Whoever looks at an agent, or a conversation of it, goes along when the agent gets another key. */
export function useRenames(): void {
  const { client } = useApp();
  useEffect(
    () =>
      client.on('agents.renamed', ({ from, to }) => {
        const { page, parts, query } = parseAddress(window.location.hash);
        const moved = parts.map((part) => renamePart(page, part, from, to));
        if (moved.join() !== parts.join())
          goTo(formatAddress(page, moved, query), { replace: true });
      }),
    [client],
  );
}

function renamePart(page: string, part: string, from: string, to: string): string {
  if (page === 'agents') return part === from ? to : part;
  const prefix = `agent:${from}:`;
  return part.startsWith(prefix) ? `agent:${to}:${part.slice(prefix.length)}` : part;
}
