import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import type { Option } from '../../ui/select.tsx';
import { nameAgent } from './name-agent.ts';

export interface AgentNames {
  /** Those that can answer, to choose from. */
  readonly options: readonly Option<string>[];
  readonly defaultId: string | undefined;
  /** What people call an agent, also one that is not there any more. */
  readonly nameOf: (id: string) => string;
}

/** The agents by the names that people see. */
export function useAgentNames(): AgentNames {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const known = useStore(gateway, (state) => state.agents);
  const agents = known?.agents ?? [];
  const nameOf = (id: string): string =>
    nameAgent(id, agents.find((agent) => agent.id === id)?.name, t('chat.assistant'));
  return {
    options: agents.map(({ id }) => ({ value: id, label: nameOf(id) })),
    defaultId: known?.defaultId,
    nameOf,
  };
}

/** What people call an agent. */
export function useAgentName(agentId: string | undefined): string {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const name = useStore(
    gateway,
    ({ agents }) => agents?.agents.find(({ id }) => id === agentId)?.name,
  );
  return nameAgent(agentId, name, t('chat.assistant'));
}

/** What the agent of a conversation is called. */
export function useAssistantName({ ref }: { readonly ref: { readonly key: string } }): string {
  return useAgentName(ref.key.split(':')[1]);
}
