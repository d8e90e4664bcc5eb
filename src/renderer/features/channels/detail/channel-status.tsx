import { useTranslation } from 'react-i18next';
import type { ChannelStatus } from '../../../../shared/protocol/channels.ts';
import { useErrorWords, useFormats } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Section } from '../../../ui/section.tsx';

/** How a channel does, since when, and what is wrong with it. */
export function ChannelStatusSection({ status }: { readonly status: ChannelStatus }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const formats = useFormats();
  const { clock } = useApp();
  const moment = (at: number | undefined): string =>
    at === undefined ? t('channelsPage.never') : formats.short(at, clock.now());
  const { state, since, account, node, outbox } = status;
  return (
    <Section title={t('channelsPage.status')}>
      {status.error && (
        <ErrorNotice
          tone={state === 'retrying' ? 'warn' : 'bad'}
          title={t(`channelsPage.stateLong.${state}`)}
          {...words(status.error)}
        />
      )}
      <KeyValues
        entries={[
          {
            key: t('channelsPage.stateKey'),
            value: t('channelsPage.since', {
              state: t(`channelsPage.stateLong.${state}`),
              time: moment(since),
            }),
          },
          { key: t('channelsPage.account'), value: account ?? t('channelsPage.noAccount') },
          { key: t('channelsPage.node'), value: node },
          { key: t('channelsPage.lastIn'), value: moment(status.lastInboundAt) },
          { key: t('channelsPage.lastOut'), value: moment(status.lastOutboundAt) },
          {
            key: t('channelsPage.outbox'),
            value: t('channelsPage.outboxCounts', {
              waiting: formats.number(outbox.waiting),
              held: formats.number(outbox.held),
              dead: formats.number(outbox.dead),
            }),
          },
        ]}
      />
    </Section>
  );
}
