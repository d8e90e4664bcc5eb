import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { brokenChannels } from '../../state/channels.ts';

/** How many things in the sidebar wait for somebody. */
export function useNoticeCount(): number {
  const { people, channels, gateway } = useApp();
  const pairing = useStore(people.store, (state) => state.pending.length);
  const broken = useStore(channels, (state) => brokenChannels(state).length);
  const problems = useStore(gateway, (state) => (state.configProblems.length > 0 ? 1 : 0));
  return pairing + broken + problems;
}
