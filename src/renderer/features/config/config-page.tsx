import { PanelRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { createConfigTopic } from '../../state/config-draft/config-topic.ts';
import { createHappenings } from '../../state/config-editor/happenings.ts';
import { createOwnAuthors } from '../../state/config-editor/own-authors.ts';
import { createKeeper } from '../../state/keeper.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';

import { readConfigPlace } from './config-address.ts';
import { HistoryView } from './history/history-view.tsx';
import { SaveButtons } from './save-buttons.tsx';
import { Workplace } from './workplace.tsx';
import { useConfigFiles } from './use-config-files.ts';
import { useIsNarrow } from './use-is-narrow.ts';

/** The configuration as the real files, with what saving them does beside the text. */
export function ConfigPage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  const place = readConfigPlace(address);
  const files = useConfigFiles();
  const isNarrow = useIsNarrow();
  const [hasPanel, togglePanel] = usePanel();
  // Both follow events from the moment the page is looked at.
  useTopic(createHappenings);
  useTopic(createOwnAuthors);
  const view = place.view === 'effects' && !isNarrow ? 'text' : place.view;
  const file = place.file ?? files?.root ?? '';

  return (
    <PageFrame
      isFull
      title={t('nav.config')}
      lead={t('config.lead')}
      actions={
        <>
          <SaveButtons file={file} rows={files?.rows ?? []} />
          {!isNarrow && view === 'text' && (
            <IconButton
              label={hasPanel ? t('config.hidePanel') : t('config.showPanel')}
              aria-pressed={hasPanel}
              icon={<PanelRight size={16} aria-hidden />}
              onClick={togglePanel}
            />
          )}
        </>
      }
      toolbar={<ViewTabs view={view} isNarrow={isNarrow} file={place.file} />}
    >
      {view === 'history' ? (
        <HistoryView version={place.version} />
      ) : files ? (
        <Workplace {...{ files, file, place, isNarrow, hasPanel, view }} />
      ) : (
        <Reading />
      )}
    </PageFrame>
  );
}

interface ViewTabsProps {
  readonly view: string;
  readonly isNarrow: boolean;
  readonly file: string | undefined;
}

function ViewTabs({ view, isNarrow, file }: ViewTabsProps) {
  const { t } = useTranslation();
  const query = { file };
  const tab = (id: 'text' | 'effects' | 'history') => ({
    id,
    label: t(`config.${id}`),
    href: formatAddress('config', id === 'text' ? [] : [id], query),
  });
  return (
    <Tabs
      label={t('config.views')}
      current={view}
      tabs={[tab('text'), ...(isNarrow ? [tab('effects')] : []), tab('history')]}
    />
  );
}

/** Nothing was read yet: it takes a moment, or it does not work. */
function Reading() {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const config = useTopic(createConfigTopic);
  const error = useStore(config.store, (state) => state.error);
  if (!error) return <Skeleton label={t('config.loading')} lines={14} />;
  return (
    <ErrorNotice
      title={t('config.failed')}
      {...describe(error)}
      action={
        <Button size="small" onClick={() => void config.refresh().catch(() => undefined)}>
          {t('config.retry')}
        </Button>
      }
    />
  );
}

/** Whether the panel is open; this browser remembers it. */
function usePanel(): readonly [boolean, () => void] {
  const [keeper] = useState(() => createKeeper(() => window.localStorage));
  const [isOpen, setOpen] = useState(() => keeper.read('configPanel') !== false);
  useEffect(() => keeper.write('configPanel', isOpen ? undefined : false), [keeper, isOpen]);
  return [isOpen, () => setOpen((before) => !before)];
}
