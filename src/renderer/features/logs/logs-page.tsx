import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import { parseAddress, type Address } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { createLogView } from '../../state/log-view.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { readFilter, writeFilter } from './log-address.ts';
import { LogList } from './log-list.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import styles from './logs.module.css';
import { OlderLines } from './older-lines.tsx';
import { PauseButton } from './pause-button.tsx';
import { useWrap } from './use-wrap.ts';

/** The log: live, searched, and one step from the trace of the turn a line belongs to. */
export function LogsPage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const view = useTopic(createLogView);
  const { load, error } = useStore(view.store);
  const isEmpty = useStore(view.store, ({ lines }) => lines.length === 0);
  const [isWrapped, toggleWrap] = useWrap();
  const filter = readFilter(address);
  const place = writeFilter(filter);
  useEffect(() => view.open(readFilter(parseAddress(place))), [view, place]);
  const isNarrowed = Object.values(filter).some((value) => value !== undefined);

  return (
    <PageFrame
      title={t('nav.logs')}
      lead={t('logs.lead')}
      actions={<PauseButton />}
      isFull
      toolbar={
        <LogToolbar
          filter={filter}
          isWrapped={isWrapped}
          onToggleWrap={toggleWrap}
          onChange={(change) => goTo(writeFilter({ ...filter, ...change }), { replace: true })}
        />
      }
    >
      {error && (
        <div className={styles['notice']}>
          <ErrorNotice
            title={t('logs.failed')}
            {...describe(error)}
            action={
              <Button size="small" onClick={view.restart}>
                {t('chat.tryAgain')}
              </Button>
            }
          />
        </div>
      )}
      {load === 'loading' && isEmpty && (
        <div className={styles['notice']}>
          <Skeleton label={t('logs.loading')} lines={12} />
        </div>
      )}
      {load === 'ready' && isEmpty && !error && (
        <div className={styles['notice']}>
          <EmptyState
            title={t(isNarrowed ? 'logs.empty' : 'logs.quiet')}
            hint={t(isNarrowed ? 'logs.emptyHint' : 'logs.quietHint')}
            action={<OlderLines />}
          />
        </div>
      )}
      {!isEmpty && (
        <LogList
          key={place}
          words={filter.text ?? ''}
          isWrapped={isWrapped}
          onOnlyTurn={(turnId) => goTo(writeFilter({ turnId }))}
        />
      )}
    </PageFrame>
  );
}
