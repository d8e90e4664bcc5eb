import { Layers } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress } from '../../../navigation/address.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import type { ToolRow } from '../../../../shared/protocol/tools.ts';
import { createToolCatalogue } from '../../../state/tool-catalogue.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { StatusDot } from '../../../ui/badge.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { ListHead } from '../../../ui/list-head.tsx';
import { ListLink } from '../../../ui/list-link.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { SplitView } from '../../../ui/split-view.tsx';
import { filterTools } from './filter-tools.ts';
import { ToolDetail } from './tool-detail.tsx';
import { ToolsOverview } from './tools-overview.tsx';
import { useSourceWords } from './use-source-words.ts';

/** Where the profiles stand; no tool can be called so. */
const profilesPlace = '@profiles';

/** Every tool there is, and the one that was chosen. */
export function CatalogueTab({ chosen }: { readonly chosen: string | undefined }) {
  const { t } = useTranslation();
  const { catalog } = useTopic(createToolCatalogue);
  const describe = useErrorWords();
  const { value, error } = useStore(catalog.store);
  if (error && !value) return <ErrorNotice {...describe(error)} />;
  if (!value) return <Skeleton label={t('toolsPage.loading')} lines={8} />;
  const tool = value.tools.find(({ name }) => name === chosen);
  return (
    <SplitView
      listLabel={t('toolsPage.tabs.all')}
      list={<ToolList tools={value.tools} chosen={chosen} />}
      hasDetail={chosen !== undefined}
      detail={
        tool ? (
          <ToolDetail key={tool.name} tool={tool} profiles={value.profiles} />
        ) : (
          <ToolsOverview
            profiles={value.profiles}
            missing={chosen === profilesPlace ? undefined : chosen}
          />
        )
      }
    />
  );
}

interface ToolListProps {
  readonly tools: readonly ToolRow[];
  readonly chosen: string | undefined;
}

function ToolList({ tools, chosen }: ToolListProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const found = filterTools(tools, query);
  return (
    <>
      <ListHead>
        <SearchField
          label={t('toolsPage.search')}
          clearLabel={t('search.clear')}
          value={query}
          onChange={setQuery}
        />
      </ListHead>
      {found.length === 0 && (
        <EmptyState title={t('search.none', { query })} hint={t('toolsPage.searchHint')} />
      )}
      <ul>
        <li>
          <ListLink
            href={formatAddress('tools', ['all', profilesPlace])}
            isCurrent={chosen === profilesPlace}
            icon={<Layers size={16} aria-hidden />}
            title={t('toolsPage.profiles')}
            note={t('toolsPage.profilesNote')}
          />
        </li>
        {found.map((tool) => (
          <li key={tool.name}>
            <ToolLink tool={tool} isCurrent={tool.name === chosen} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ToolLink({ tool, isCurrent }: { readonly tool: ToolRow; readonly isCurrent: boolean }) {
  const { t } = useTranslation();
  const sourceOf = useSourceWords();
  const describe = useErrorWords();
  return (
    <ListLink
      href={formatAddress('tools', ['all', tool.name])}
      isCurrent={isCurrent}
      icon={
        <StatusDot
          tone={tool.problem ? 'bad' : 'ok'}
          label={t(tool.problem ? 'toolsPage.worksNot' : 'toolsPage.works')}
        />
      }
      title={<code>{tool.name}</code>}
      note={tool.problem ? describe(tool.problem).message : sourceOf(tool.source)}
      aside={tool.asks === 'never' ? undefined : t(`toolsPage.asksShort.${tool.asks}`)}
    />
  );
}
