import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';

/** What the agent of a conversation is called. */
export function useAssistantName({ ref }: { readonly ref: { readonly key: string } }): string {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const agentId = ref.key.split(':')[1];
  const name = useStore(
    gateway,
    (state) => state.agents?.agents.find(({ id }) => id === agentId)?.name,
  );
  return name ?? t('chat.assistant');
}
