import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isRecord } from '../../../../shared/is-record.ts';
import { useApp } from '../../../state/app-context.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Section } from '../../../ui/section.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { UnreadableNotice } from '../../editing/unreadable-notice.tsx';
import { SaveBar } from '../../editing/save-bar.tsx';
import { TextOfEntry } from '../../editing/text-of-entry.tsx';
import { useConfig, useDraft, useDraftState } from '../../editing/use-draft.ts';
import { channelAddress } from '../addresses.ts';
import styles from '../channels.module.css';
import { useFreshStatus } from '../use-fresh-status.ts';
import { RoutingEditor } from '../../routing/routing-editor.tsx';
import { ChannelForm } from './channel-form.tsx';
import { ChannelHead } from './channel-head.tsx';
import { ChannelParts } from './channel-parts.tsx';
import { ChannelRouting } from './channel-routing.tsx';
import { ChannelStatusSection } from './channel-status.tsx';

/** One channel: how it does, who answers and who may write, its settings, and its text. */
export function ChannelDetail({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const { channels } = useApp();
  useFreshStatus(id);
  const draft = useDraft(['channels', id]);
  const value = useDraftState(draft, (state) => state.value);
  const text = useConfig((state) => state.text);
  const error = useConfig((state) => state.error);
  const status = useStore(channels, (state) => state.channels.find((each) => each.id === id));
  const back = (
    <a className={styles['back']} href={channelAddress()}>
      <ArrowLeft size={14} aria-hidden />
      {t('channelsPage.back')}
    </a>
  );
  if (error && !text) {
    return (
      <div className={styles['column']}>
        {back}
        <ErrorNotice title={t('channelsPage.unreadable')} {...words(error)} />
      </div>
    );
  }
  if (!text) return <Skeleton label={t('common.loading')} lines={8} />;
  if (!status && value === undefined) {
    return (
      <div className={styles['column']}>
        {back}
        <EmptyState title={t('channelsPage.gone', { id })} hint={t('channelsPage.goneHint')} />
      </div>
    );
  }
  const type = isRecord(value) && typeof value['type'] === 'string' ? value['type'] : status?.type;
  return (
    <>
      <div className={styles['column']}>
        {back}
        <ChannelHead id={id} type={type ?? id} status={status} value={value} />
        <UnreadableNotice path={draft.path} />
        {status && <ChannelStatusSection status={status} draft={draft} />}
        <ChannelParts id={id} />
        <ChannelRouting id={id} entry={value} />
        <RoutingEditor scope={{ channel: id }} />
        <ChannelForm draft={draft} type={type ?? id} />
        <Section title={t('channelsPage.text')} lead={t('channelsPage.textLead')}>
          <TextOfEntry draft={draft} />
        </Section>
      </div>
      <SaveBar draft={draft} title={id} />
    </>
  );
}
