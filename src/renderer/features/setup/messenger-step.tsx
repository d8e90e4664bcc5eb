import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { StatusDot } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import { addChannelAddress, channelAddress } from '../channels/addresses.ts';
import styles from './setup.module.css';
import { StepFoot } from './step-foot.tsx';

/** A messenger: the wizard of the channels page does it, and leads back here. */
export function MessengerStep() {
  const { t } = useTranslation();
  const { channels } = useApp();
  const messengers = useStore(channels, (state) => state.channels).filter(
    ({ type }) => type !== 'web',
  );
  const isDone = messengers.some(({ state }) => state === 'running');
  return (
    <>
      <Section title={t('setup.messenger.title')} lead={t('setup.messenger.lead')}>
        {messengers.map(({ id, state, account }) => (
          <p key={id} className={styles['fact']}>
            <StatusDot tone={state === 'running' ? 'ok' : 'warn'} />
            <a href={channelAddress(id)}>{id}</a>
            {account !== undefined && <span>{account}</span>}
          </p>
        ))}
        <div>
          <LinkButton
            look={messengers.length === 0 ? 'primary' : 'outline'}
            href={addChannelAddress()}
          >
            {t('setup.messenger.add')}
          </LinkButton>
        </div>
      </Section>
      <StepFoot step="messenger" isDone={isDone} />
    </>
  );
}
