import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ApprovalRow } from '../../../shared/protocol/approvals.ts';
import type { Address } from '../../navigation/address.ts';
import { useAddress } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { brokenChannels } from '../../state/channels.ts';

/** How many things in the sidebar wait for somebody. */
export function useNoticeCount(): number {
  const { people, channels, gateway } = useApp();
  const pairing = useStore(people.store, (state) => state.pending.length);
  const broken = useStore(channels, (state) => brokenChannels(state).length);
  const problems = useStore(gateway, (state) => (state.configProblems.length > 0 ? 1 : 0));
  return useQuestionsElsewhere().length + pairing + broken + problems;
}

/** The conversation whose questions stand on the page: neither an archived one nor a comparison shows them. */
function shownConversation({ page, parts, query }: Address): string | undefined {
  const isTalk = page === 'chat' || page === 'conversations';
  return isTalk && query['session'] === undefined && query['compare'] === undefined
    ? parts[0]
    : undefined;
}

/** Questions of agents in conversations that are not on the screen; there they stand by themselves. */
export function useQuestionsElsewhere(): readonly ApprovalRow[] {
  const { approvals } = useApp();
  const shown = shownConversation(useAddress());
  return useStore(
    approvals.store,
    useShallow(({ pending }) => pending.filter(({ sessionKey }) => sessionKey !== shown)),
  );
}
