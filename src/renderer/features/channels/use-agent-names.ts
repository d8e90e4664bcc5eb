import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';

export interface AgentNames {
  readonly all: readonly { readonly id: string; readonly name: string }[];
  readonly defaultId: string | undefined;
  /** What people call an agent; its key where it has no name or is not there. */
  readonly nameOf: (id: string) => string;
}

/** The agents by the names that people see. */
export function useAgentNames(): AgentNames {
  const { gateway } = useApp();
  const agents = useStore(gateway, (state) => state.agents);
  const all = (agents?.agents ?? []).map(({ id, name }) => ({ id, name: name ?? id }));
  return {
    all,
    defaultId: agents?.defaultId,
    nameOf: (id) => all.find((agent) => agent.id === id)?.name ?? id,
  };
}
