import { useEffect } from 'react';
import { formatAddress, parseAddress } from '../navigation/address.ts';
import { goTo } from '../navigation/use-address.ts';
import { useApp } from '../state/app-context.ts';

/** Whoever looks at an agent, a channel or a conversation of it goes along when it gets another key. */
export function useRenames(): void {
  const { client } = useApp();
  useEffect(() => {
    const stop = [
      client.on('agents.renamed', ({ from, to }) =>
        follow((page, part) => renameAgent(page, part, from, to)),
      ),
      client.on('channels.renamed', ({ from, to }) =>
        follow((page, part) => renameChannel(page, part, from, to)),
      ),
    ];
    return () => {
      for (const end of stop) end();
    };
  }, [client]);
}

function follow(rename: (page: string, part: string) => string): void {
  const { page, parts, query } = parseAddress(window.location.hash);
  const moved = parts.map((part) => rename(page, part));
  if (moved.join() !== parts.join()) goTo(formatAddress(page, moved, query), { replace: true });
}

function renameChannel(page: string, part: string, from: string, to: string): string {
  if (page === 'channels') return part === from ? to : part;
  const [word, agent, channel, kind = '', ...rest] = part.split(':');
  const isOfIt = word === 'agent' && channel === from;
  const isChat = isOfIt && ['direct', 'group', 'channel'].includes(kind);
  return isChat ? [word, agent, to, kind, ...rest].join(':') : part;
}

function renameAgent(page: string, part: string, from: string, to: string): string {
  if (page === 'agents') return part === from ? to : part;
  const prefix = `agent:${from}:`;
  return part.startsWith(prefix) ? `agent:${to}:${part.slice(prefix.length)}` : part;
}
