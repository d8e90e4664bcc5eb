import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ChannelStatus } from '../../../shared/protocol/channels.ts';
import { useApp } from '../../state/app-context.ts';
import { Badge, StatusDot } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListHead } from '../../ui/list-head.tsx';
import { ListLink } from '../../ui/list-link.tsx';
import { matchWords } from '../../ui/match-words.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ChannelIcon } from '../conversation/channel-icon.tsx';
import { useConfig, useDrafts } from '../editing/use-draft.ts';
import { channelAddress } from './addresses.ts';
import { messengerName, toneOf } from './channel-words.ts';
import styles from './channels.module.css';

/** So many are found with the eyes. */
const mostWithoutSearch = 8;

/** Every channel with how it does, and a mark where something is not saved. */
export function ChannelList({ current }: { readonly current: string | undefined }) {
  const { t } = useTranslation();
  const app = useApp();
  const channels = useStore(app.channels, (state) => state.channels);
  const isRead = useConfig((state) => state.text !== undefined || state.error !== undefined);
  const pending = useStore(useDrafts().pending, ({ sections }) => sections);
  const [query, setQuery] = useState('');
  const found = channels
    .filter(({ id, type, account }) => matchWords(query, [id, messengerName(type), account]))
    .toSorted((a, b) => a.id.localeCompare(b.id));
  if (!isRead && channels.length === 0) return <Skeleton label={t('common.loading')} lines={4} />;
  if (channels.length === 0) {
    return <EmptyState title={t('channelsPage.none')} hint={t('channelsPage.noneHint')} />;
  }
  return (
    <>
      {channels.length > mostWithoutSearch && (
        <ListHead>
          <SearchField
            label={t('channelsPage.search')}
            clearLabel={t('search.clear')}
            value={query}
            onChange={setQuery}
          />
        </ListHead>
      )}
      <ul className={styles['rows']}>
        {found.map((channel) => (
          <li key={channel.id}>
            <ListLink
              href={channelAddress(channel.id)}
              isCurrent={channel.id === current}
              icon={<ChannelIcon type={channel.type} />}
              title={channel.id}
              note={<RowNote channel={channel} />}
              aside={
                pending.includes(`channels.${channel.id}`) ? (
                  <Badge tone="live">{t('editing.changed')}</Badge>
                ) : (
                  <StuckParts channel={channel} />
                )
              }
            />
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <EmptyState title={t('search.none', { query })} hint={t('channelsPage.searchHint')} />
      )}
    </>
  );
}

function RowNote({ channel }: { readonly channel: ChannelStatus }) {
  const { t } = useTranslation();
  const { type, state, account } = channel;
  return (
    <span className={styles['rowNote']}>
      <StatusDot tone={toneOf(state)} />
      {[t(`channelsPage.state.${state}`), account ?? messengerName(type)].join(' · ')}
    </span>
  );
}

function StuckParts({ channel: { outbox } }: { readonly channel: ChannelStatus }) {
  const { t } = useTranslation();
  const count = outbox.held + outbox.dead;
  if (count === 0) return null;
  return <Badge tone="bad">{t('channelsPage.stuck', { count })}</Badge>;
}
