import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { isOffline } from '../../state/gateway.ts';
import type { ConnectionPhase } from '../../transport/phase.ts';
import { StatusDot, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './connection-line.module.css';

/** How the connection stands, in words; beside it the model that answers. */
export function ConnectionLine() {
  const { t } = useTranslation();
  const { connection, gateway, client } = useApp();
  const phase = useStore(connection, (state) => state.phase);
  const unreadable = useStore(connection, (state) => state.unreadableCount);
  const model = useStore(gateway, (state) =>
    isOffline(state) ? t('status.offline') : state.status?.model,
  );
  const words =
    phase.kind === 'waiting' ? t(`connection.${phase.reason}`) : t(`connection.${phase.kind}`);
  return (
    <div className={styles['line']}>
      <p className={styles['state']}>
        <StatusDot tone={toneOf(phase)} />
        <span role="status">{words}</span>
      </p>
      {phase.kind === 'waiting' ? (
        <p className={styles['detail']}>
          <Countdown until={phase.retryAt} />
          <Button look="quiet" size="small" onClick={client.retryNow}>
            {t('connection.retryNow')}
          </Button>
        </p>
      ) : (
        model !== undefined && (
          <p className={styles['detail']} title={model}>
            <span className="visually-hidden">{t('status.model')}</span>
            <span className={styles['model']}>{model}</span>
          </p>
        )
      )}
      {unreadable > 0 && (
        <p className={styles['detail']}>{t('connection.unreadable', { count: unreadable })}</p>
      )}
    </div>
  );
}

function Countdown({ until }: { readonly until: number }) {
  const { t } = useTranslation();
  const { clock } = useApp();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = clock.after(500, () => setNow(clock.now()));
    return () => timer.cancel();
  }, [clock, now]);
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  return <span className={styles['model']}>{t('connection.retryIn', { seconds })}</span>;
}

function toneOf(phase: ConnectionPhase): Tone {
  switch (phase.kind) {
    case 'online':
      return 'ok';
    case 'connecting':
    case 'idle':
      return 'plain';
    case 'waiting':
      return 'warn';
    case 'refused':
      return 'bad';
  }
}
