import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress } from '../../../navigation/address.ts';
import type { EffectiveTool } from '../../../../shared/protocol/tools.ts';
import { useApp } from '../../../state/app-context.ts';
import { createToolCatalogue } from '../../../state/tool-catalogue.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { StatusDot } from '../../../ui/badge.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Table } from '../../../ui/table.tsx';
import { useAgentName } from '../../naming/use-agent-names.ts';
import styles from './tool-users.module.css';

interface User {
  readonly agentId: string;
  readonly verdict: EffectiveTool | undefined;
}

const noAgents: readonly { readonly id: string }[] = [];

/** By agent, whether it may use a tool, and which entry of which list decided. */
export function ToolUsers({ tool }: { readonly tool: string }) {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const catalogue = useTopic(createToolCatalogue);
  const agents = useStore(gateway, (state) => state.agents?.agents ?? noAgents);
  const users = useStore(catalogue.users);
  useEffect(() => catalogue.followUsers(agents.map(({ id }) => id)), [catalogue, agents]);
  const rows = agents.map(({ id }): User => ({
    agentId: id,
    verdict: users[id]?.find(({ name }) => name === tool),
  }));
  if (agents.some(({ id }) => !users[id]))
    return <Skeleton label={t('common.loading')} lines={2} />;
  return (
    <Table
      label={t('toolsPage.usersTable')}
      keyOf={({ agentId }) => agentId}
      rows={rows}
      columns={[
        {
          id: 'agent',
          title: t('toolsPage.agent'),
          cell: ({ agentId }) => <AgentLink agentId={agentId} />,
        },
        { id: 'may', title: t('toolsPage.may'), cell: ({ verdict }) => <May verdict={verdict} /> },
        {
          id: 'why',
          title: t('toolsPage.why'),
          isWideOnly: true,
          cell: ({ verdict }) => <Why verdict={verdict} />,
        },
      ]}
    />
  );
}

function AgentLink({ agentId }: { readonly agentId: string }) {
  const name = useAgentName(agentId);
  return <a href={formatAddress('agents', [agentId])}>{name}</a>;
}

function May({ verdict }: { readonly verdict: EffectiveTool | undefined }) {
  const { t } = useTranslation();
  const how = verdict?.verdict ?? 'not-listed';
  return (
    <span className={styles['may']}>
      <StatusDot tone={how === 'allowed' ? 'ok' : how === 'not-available' ? 'warn' : 'plain'} />
      {t(`toolsPage.verdict.${how}`)}
    </span>
  );
}

function Why({ verdict }: { readonly verdict: EffectiveTool | undefined }) {
  const { t } = useTranslation();
  if (verdict?.path === undefined) return null;
  const { entry, path } = verdict;
  return (
    <a href={formatAddress('config', [], { path })}>
      {entry === undefined
        ? t('toolsPage.whyList', { path })
        : t('toolsPage.whyEntry', { entry, path })}
    </a>
  );
}
