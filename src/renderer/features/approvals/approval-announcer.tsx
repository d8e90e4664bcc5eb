import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ApprovalRow } from '../../../shared/protocol/approvals.ts';
import { useApp } from '../../state/app-context.ts';
import { useAgentName } from '../naming/use-agent-names.ts';

/**
 * Reads out that an agent asks, wherever the question stands, and says in one quiet line how a
 * question ended that was not answered here.
 */
export function ApprovalAnnouncer() {
  const { approvals } = useApp();
  const newest = useStore(approvals.store, ({ pending }) => pending.at(-1));
  useClosedElsewhere();
  return (
    <p className="visually-hidden" role="status">
      {newest && <Question approval={newest} />}
    </p>
  );
}

function Question({ approval }: { readonly approval: ApprovalRow }) {
  const { t } = useTranslation();
  const agent = useAgentName(approval.agentId);
  return <>{t('approvals.asks', { agent, tool: approval.tool })}</>;
}

function useClosedElsewhere(): void {
  const { t } = useTranslation();
  const { approvals, toasts } = useApp();
  useEffect(
    () =>
      approvals.onClosedElsewhere(({ state, tool, decidedVia }) => {
        if (state === 'pending') return;
        const isAnswer = state === 'allowed' || state === 'denied';
        const channel = decidedVia === undefined || decidedVia === 'client' ? '' : decidedVia;
        const text =
          isAnswer && channel !== ''
            ? t(`approvals.closedVia.${state}`, { tool, channel })
            : t(`approvals.closed.${state}`, { tool });
        toasts.show({ tone: 'plain', text });
      }),
    [approvals, toasts, t],
  );
}
