import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ChannelState } from '../../../shared/model/channel-state.ts';
import { useFigures } from '../../i18n/use-figures.ts';
import { formatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import type { OverviewData } from '../../state/overview.ts';
import { StatusDot, type Tone } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import styles from './overview.module.css';

const tones: Readonly<Record<ChannelState, Tone>> = {
  running: 'ok',
  starting: 'warn',
  retrying: 'warn',
  refused: 'bad',
  conflict: 'bad',
  invalid: 'bad',
  off: 'plain',
  stopped: 'plain',
};

/** Every channel: how it is, and how much came and went today. */
export function ChannelSection({ overview }: { readonly overview: OverviewData }) {
  const { t } = useTranslation();
  const { channels } = useApp();
  const { number } = useFigures();
  const list = useStore(channels, (state) => state.channels);
  const today = new Map(overview.channelsToday.map((row) => [row.channel, row]));
  const sorted = [...list].sort((a, b) => a.id.localeCompare(b.id));
  return (
    <Section
      title={t('overview.channels')}
      actions={
        <LinkButton look="quiet" size="small" href={formatAddress('channels')}>
          {t('overview.channelsAll')}
        </LinkButton>
      }
    >
      <ul className={styles['list']}>
        {sorted.map(({ id, state }) => {
          const row = today.get(id);
          return (
            <li key={id}>
              <a className={styles['link']} href={formatAddress('channels', [id])}>
                <StatusDot tone={tones[state]} />
                <span className={styles['link-title']}>{id}</span>
                <span className={styles['link-note']}>{t(`overview.channelState.${state}`)}</span>
                <span className={styles['link-aside']}>
                  {t('overview.channelLine', {
                    in: number(row?.messagesIn ?? 0),
                    out: number(row?.messagesOut ?? 0),
                  })}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
