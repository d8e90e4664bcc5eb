import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';

/** What people call agents: by name; the default one without a name is simply the assistant. */
export function useAgentNaming(): (agentId: string) => string {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const agents = useStore(gateway, (state) => state.agents);
  return (agentId) => {
    const name = agents?.agents.find(({ id }) => id === agentId)?.name;
    return name ?? (agentId === agents?.defaultId ? t('chat.assistant') : agentId);
  };
}

/** What people call an agent. */
export function useAgentName(agentId: string): string {
  return useAgentNaming()(agentId);
}
