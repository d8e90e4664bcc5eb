import { Bot, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress, parseAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table, type Column } from '../../ui/table.tsx';
import { UnreadableNotice } from '../editing/unreadable-notice.tsx';
import { useConfig, useDrafts } from '../editing/use-draft.ts';
import styles from './agents.module.css';
import { AgentBadges } from './agent-badges.tsx';
import { AgentMenu } from './agent-menu.tsx';
import { BudgetToday } from './budget-today.tsx';
import { ModelMark } from './model-mark.tsx';
import { NewAgentDialog } from './new-agent-dialog.tsx';
import { ReachWords } from './reach-words.tsx';
import { readAgents, type AgentRow } from './read-agents.ts';

interface AgentListProps {
  /** The address says so: somebody chose it from elsewhere. */
  readonly isAdding: boolean;
}

/** Every agent with its model, what leads to it and what it used today. */
export function AgentList({ isAdding }: AgentListProps) {
  const { t } = useTranslation();
  const [isAsked, setCreating] = useState(false);
  const isCreating = isAsked || isAdding;
  const close = (): void => {
    setCreating(false);
    // Not once a new agent was made: that one is shown by now.
    if (parseAddress(window.location.hash).query['add'] !== undefined)
      goTo(formatAddress('agents'), { replace: true });
  };
  const create = (
    <Button look="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setCreating(true)}>
      {t('agentsPage.create')}
    </Button>
  );
  return (
    <PageFrame title={t('nav.agents')} lead={t('agentsPage.lead')} actions={create}>
      <UnreadableNotice path={['agents']} />
      <Rows onCreate={() => setCreating(true)} />
      {isCreating && <NewAgentDialog onClose={close} />}
    </PageFrame>
  );
}

function Rows({ onCreate }: { readonly onCreate: () => void }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const columns = useColumns();
  const text = useConfig((state) => state.text);
  const error = useConfig((state) => state.error);
  const { gateway } = useApp();
  const defaultId = useStore(gateway, ({ agents }) => agents?.defaultId);
  if (!text && error) return <ErrorNotice {...words(error)} />;
  if (!text) return <Skeleton label={t('agentsPage.loading')} lines={6} />;
  const rows = readAgents(text, defaultId);
  if (rows.length === 0)
    return (
      <EmptyState
        title={t('agentsPage.none')}
        hint={t('agentsPage.noneHint')}
        action={
          <Button look="primary" onClick={onCreate}>
            {t('agentsPage.create')}
          </Button>
        }
      />
    );
  return (
    <Table label={t('agentsPage.allAgents')} columns={columns} rows={rows} keyOf={({ id }) => id} />
  );
}

function useColumns(): readonly Column<AgentRow>[] {
  const { t } = useTranslation();
  return [
    { id: 'agent', title: t('agentsPage.column.agent'), cell: (row) => <NameCell row={row} /> },
    {
      id: 'model',
      title: t('agentsPage.column.model'),
      isWideOnly: true,
      cell: ({ model }) => <ModelCell model={model} />,
    },
    {
      id: 'reach',
      title: t('agentsPage.column.reach'),
      isWideOnly: true,
      cell: ({ id }) => <ReachWords agentId={id} />,
    },
    {
      id: 'today',
      title: t('agentsPage.column.today'),
      cell: ({ id }) => <BudgetToday agentId={id} />,
    },
    {
      id: 'actions',
      title: t('agentsPage.column.actions'),
      isTitleHidden: true,
      cell: (row) => <AgentMenu agent={row} />,
    },
  ];
}

function NameCell({ row }: { readonly row: AgentRow }) {
  const { pending } = useDrafts();
  const isUnsaved = useStore(pending, ({ sections }) =>
    sections.some((section) => section === `agents.${row.id}` || section === `agents["${row.id}"]`),
  );
  return (
    <div className={styles['nameCell']}>
      <Bot className={styles['nameIcon']} size={16} aria-hidden />
      <div className={styles['nameBody']}>
        <div className={styles['nameWords']}>
          <a className={styles['nameLink']} href={formatAddress('agents', [row.id])}>
            {row.name}
          </a>
          {row.name !== row.id && <span className={styles['key']}>{row.id}</span>}
        </div>
        <AgentBadges agent={row} isUnsaved={isUnsaved} />
      </div>
    </div>
  );
}

function ModelCell({ model }: { readonly model: string | undefined }) {
  const { t } = useTranslation();
  if (model === undefined)
    return <span className={styles['quiet']}>{t('agentsPage.model.firstThere')}</span>;
  return (
    <div className={styles['modelCell']}>
      <span className={styles['mono']}>{model}</span>
      <ModelMark id={model} />
    </div>
  );
}
