import { useTranslation } from 'react-i18next';
import type { DoctorCheck, DoctorCheckName, DoctorFix } from '../../../shared/protocol/doctor.ts';
import { formatAddress } from '../../navigation/address.ts';
import { createDoctor } from '../../state/doctor.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { useTask } from '../actions/use-task.ts';
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
  const doctor = useTopic(createDoctor);
  const task = useTask();
  return (
    <Button
      size="small"
      aria-disabled={task.isBusy}
      onClick={() => void task.run(() => doctor.mend(fix))}
    >
      {t(`doctor.fix.${fix}`)}
    </Button>
  );
}
