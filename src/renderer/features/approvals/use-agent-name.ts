import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';

/** What people call an agent. */
export function useAgentName(agentId: string): string {
  const { gateway } = useApp();
  return (
    useStore(gateway, ({ agents }) => agents?.agents.find(({ id }) => id === agentId)?.name) ??
    agentId
  );
}
