import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';

/** What people call an agent: its name; the default one without a name is simply the assistant. */
export function useAgentName(agentId: string): string {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const agents = useStore(gateway, (state) => state.agents);
  const name = agents?.agents.find(({ id }) => id === agentId)?.name;
  return name ?? (agentId === agents?.defaultId ? t('chat.assistant') : agentId);
}
