import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { McpServerRow } from '../../../../shared/protocol/extensions.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { goTo } from '../../../navigation/use-address.ts';
import { createOwnTools } from '../../../state/own-tools.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { StatusDot } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { ListHead } from '../../../ui/list-head.tsx';
import { ListLink } from '../../../ui/list-link.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { SplitView } from '../../../ui/split-view.tsx';
import { AddServer } from './add-server.tsx';
import { ServerDetail } from './server-detail.tsx';
import { toneOfServer } from './server-tone.ts';

/** Servers of the Model Context Protocol, and how they do. */
export function ServersTab({ chosen }: { readonly chosen: string | undefined }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { servers } = useTopic(createOwnTools);
  const { value, error } = useStore(servers.store);
  if (error && !value) return <ErrorNotice {...describe(error)} />;
  if (!value) return <Skeleton label={t('common.loading')} lines={6} />;
  const server = value.find(({ name }) => name === chosen);
  return (
    <SplitView
      listLabel={t('toolsPage.tabs.servers')}
      list={<ServerList servers={value} chosen={chosen} />}
      hasDetail={chosen !== undefined}
      detail={
        server ? (
          <ServerDetail key={server.name} server={server} />
        ) : (
          <AddServer missing={chosen === 'new' ? undefined : chosen} />
        )
      }
    />
  );
}

interface ServerListProps {
  readonly servers: readonly McpServerRow[];
  readonly chosen: string | undefined;
}

function ServerList({ servers, chosen }: ServerListProps) {
  const { t } = useTranslation();
  if (servers.length === 0) {
    return (
      <EmptyState
        title={t('toolsPage.mcp.none')}
        hint={t('toolsPage.mcp.noneHint')}
        action={<a href={formatAddress('tools', ['servers', 'new'])}>{t('toolsPage.mcp.add')}</a>}
      />
    );
  }
  return (
    <>
      <ListHead>
        <Button
          size="small"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => goTo(formatAddress('tools', ['servers', 'new']))}
        >
          {t('toolsPage.mcp.add')}
        </Button>
      </ListHead>
      <ul>
        {servers.map((server) => (
          <li key={server.name}>
            <ListLink
              href={formatAddress('tools', ['servers', server.name])}
              isCurrent={server.name === chosen}
              icon={<StatusDot tone={toneOfServer(server)} />}
              title={server.name}
              note={t(`toolsPage.mcp.state.${server.state}`)}
              aside={t('toolsPage.mcp.toolCount', { count: server.tools.length })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
