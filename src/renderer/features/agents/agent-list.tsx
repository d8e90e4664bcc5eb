import { Bot, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress, parseAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { StatusDot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { matchWords } from '../../ui/match-words.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table, type Column } from '../../ui/table.tsx';
import { UnreadableNotice } from '../editing/unreadable-notice.tsx';
import { useConfig, useDrafts } from '../editing/use-draft.ts';
import styles from './agents.module.css';
import { AgentBadges } from './agent-badges.tsx';
import { AgentMenu } from './agent-menu.tsx';
import { BudgetToday } from './budget-today.tsx';
import { ModelMark, useModelState } from './model-mark.tsx';
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
  const [query, setQuery] = useState('');
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
  const found = inSight(rows, query);
  return (
    <>
      {rows.length > mostWithoutSearch && (
        <div className={styles['listSearch']}>
          <SearchField
            label={t('agentsPage.search')}
            clearLabel={t('search.clear')}
            value={query}
            onChange={setQuery}
          />
        </div>
      )}
      {found.length === 0 ? (
        <EmptyState title={t('search.none', { query })} hint={t('agentsPage.searchHint')} />
      ) : (
        <Table
          isOnOneLine
          label={t('agentsPage.allAgents')}
          columns={columns}
          rows={found}
          keyOf={({ id }) => id}
        />
      )}
    </>
  );
}

/** So many are found with the eyes. */
const mostWithoutSearch = 8;

/** Those that a search finds; the default agent first, the others in the order of the file. */
function inSight(rows: readonly AgentRow[], query: string): readonly AgentRow[] {
  return rows
    .filter(({ id, name, model }) => matchWords(query, [id, name, model]))
    .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
}

function useColumns(): readonly Column<AgentRow>[] {
  const { t } = useTranslation();
  return [
    {
      id: 'agent',
      title: t('agentsPage.column.agent'),
      isRest: true,
      cell: (row) => <NameCell row={row} />,
    },
    {
      id: 'model',
      title: t('agentsPage.column.model'),
      isWideOnly: true,
      cell: (row) => <ModelCell row={row} />,
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
      cell: (row) => (
        <div className={styles['menuCell']}>
          <AgentMenu agent={row} />
        </div>
      ),
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
        <div className={styles['nameLine']}>
          <a
            className={styles['nameLink']}
            href={formatAddress('agents', [row.id])}
            title={row.name}
          >
            {row.name}
          </a>
          <AgentBadges agent={row} isUnsaved={isUnsaved} />
        </div>
        {row.name !== row.id && (
          <span className={styles['key']} title={row.id}>
            {row.id}
          </span>
        )}
      </div>
    </div>
  );
}

function ModelCell({ row }: { readonly row: AgentRow }) {
  const { t } = useTranslation();
  const { model } = row;
  return (
    <div className={styles['modelCell']}>
      {model === undefined ? (
        <span className={styles['quiet']}>{t('agentsPage.model.firstThere')}</span>
      ) : (
        <span className={styles['modelName']} title={model}>
          {model}
        </span>
      )}
      <RunMark row={row} />
    </div>
  );
}

/** How its model does; nothing is said to be fine where the entry has a mistake. */
function RunMark({ row: { model, isBroken, hasProblem } }: { readonly row: AgentRow }) {
  const { t } = useTranslation();
  const isFine = useModelState(model)?.tone === 'ok';
  if (!isBroken && !(hasProblem && isFine))
    return model === undefined ? null : <ModelMark id={model} />;
  return (
    <span className={styles['mark']}>
      <StatusDot tone={isBroken ? 'bad' : 'warn'} />
      {t(isBroken ? 'agentsPage.runsNot' : 'agentsPage.runsPartly')}
    </span>
  );
}
