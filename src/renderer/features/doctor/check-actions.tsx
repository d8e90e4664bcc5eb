import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorCheck, DoctorCheckName, DoctorFix } from '../../../shared/protocol/doctor.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import { createDoctor } from '../../state/doctor.ts';
import { useTopic } from '../../state/use-topic.ts';
import { toClientError } from '../../transport/client-error.ts';
import { Button } from '../../ui/button.tsx';
import styles from './check-list.module.css';

/** Where each thing is looked at and mended by hand. */
const places: Partial<Record<DoctorCheckName, string>> = {
  config: formatAddress('config'),
  secrets: formatAddress('config'),
  models: formatAddress('settings', ['models']),
  agents: formatAddress('agents'),
  channels: formatAddress('channels'),
  deliveries: formatAddress('channels'),
  people: formatAddress('people'),
  schedules: formatAddress('schedules'),
  tools: formatAddress('tools'),
  extensions: formatAddress('tools', ['extensions']),
  servers: formatAddress('tools', ['servers']),
  database: formatAddress('logs'),
  network: formatAddress('settings', ['gateway']),
  load: formatAddress('logs'),
};

/** What can be done about it: mend it here, or go where it is mended. */
export function CheckActions({ check }: { readonly check: DoctorCheck }) {
  const { t } = useTranslation();
  const place = places[check.name];
  if (check.state === 'ok' || check.state === 'skipped') return null;
  return (
    <div className={styles['actions']}>
      {check.fix !== undefined && <FixButton fix={check.fix} />}
      {place !== undefined && (
        <a className={styles['place']} href={place}>
          {t('doctor.goThere')}
        </a>
      )}
    </div>
  );
}

function FixButton({ fix }: { readonly fix: DoctorFix }) {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const describe = useErrorWords();
  const doctor = useTopic(createDoctor);
  const [isBusy, setBusy] = useState(false);
  const mend = async (): Promise<void> => {
    setBusy(true);
    try {
      await doctor.mend(fix);
    } catch (thrown) {
      const { message, hint } = describe(toClientError(thrown));
      toasts.show({ tone: 'bad', text: message, hint });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" aria-disabled={isBusy} onClick={() => void mend()}>
      {t(`doctor.fix.${fix}`)}
    </Button>
  );
}
