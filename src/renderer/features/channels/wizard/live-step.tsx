import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ChannelStatus } from '../../../../shared/protocol/channels.ts';
import type { PairingRequest } from '../../../../shared/protocol/people.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { useApp } from '../../../state/app-context.ts';
import { StatusDot } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { FormButtons } from '../../../ui/form-grid.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { useDoneSteps, useIsKnown } from '../../setup/use-done-steps.ts';
import { usePairing } from '../../sidebar/use-pairing.ts';
import { channelAddress } from '../addresses.ts';
import { toneOf } from '../channel-words.ts';
import styles from '../channels.module.css';
import { useFreshStatus } from '../use-fresh-status.ts';

/** The channel that was just added: it connects, and the first stranger is let in right here. */
export function LiveStep({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const { channels, people } = useApp();
  const status = useStore(channels, (state) => state.channels.find((each) => each.id === id));
  const all = useStore(people.store, ({ pending }) => pending);
  const waiting = all.filter(({ channel }) => channel === id);
  const state = status?.state ?? 'starting';
  useFreshStatus(id);
  // Who has not spoken to the assistant yet came from the first steps, and goes on there.
  const isKnown = useIsKnown();
  const done = useDoneSteps();
  const isFirst = isKnown && !done.includes('hello');
  return (
    <>
      <h2 className={styles['name']}>{t('channelsPage.liveTitle', { id })}</h2>
      <p className={styles['live']} role="status">
        <StatusDot tone={toneOf(state)} />
        {t(`channelsPage.stateLong.${state}`)}
      </p>
      {status?.error && <ErrorNotice {...words(status.error)} />}
      {status && state === 'running' && <Invitation status={status} />}
      {waiting.map((request) => (
        <Stranger key={request.code} request={request} />
      ))}
      <FormButtons>
        {isFirst && (
          <LinkButton look="primary" href={formatAddress('setup', ['hello'])}>
            {t('channelsPage.toSetup')}
          </LinkButton>
        )}
        <a className={styles['link']} href={channelAddress(id)}>
          {t('channelsPage.toChannel')}
        </a>
      </FormButtons>
    </>
  );
}

function Invitation({ status }: { readonly status: ChannelStatus }) {
  const { t } = useTranslation();
  if (status.type === 'web') return <p>{t('channelsPage.liveWeb')}</p>;
  const account = status.account ?? status.id;
  return (
    <p>
      {status.lastOutboundAt === undefined
        ? t('channelsPage.writeNow', { account })
        : t('channelsPage.itTalks', { account })}
    </p>
  );
}

function Stranger({ request }: { readonly request: PairingRequest }) {
  const { t } = useTranslation();
  const { isBusy, approve, reject } = usePairing(request);
  const name = request.name ?? t('notices.stranger');
  return (
    <section className={styles['stranger']} aria-label={name}>
      <p>{t('channelsPage.strangerWrites', { name, code: request.code })}</p>
      <div className={styles['partActions']}>
        <Button size="small" look="primary" disabled={isBusy} onClick={approve}>
          {t('notices.approve')}
        </Button>
        <Button size="small" look="quiet" disabled={isBusy} onClick={reject}>
          {t('notices.reject')}
        </Button>
      </div>
    </section>
  );
}
