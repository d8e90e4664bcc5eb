import { CircleAlert, CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DoctorCheck } from '../../../shared/protocol/doctor.ts';
import { cx } from '../../ui/cx.ts';
import styles from './check-list.module.css';
import { CheckActions } from './check-actions.tsx';
import { useFinding } from './use-finding.ts';

/** All checks: first those that need somebody, then the rest. */
export function CheckList({ checks }: { readonly checks: readonly DoctorCheck[] }) {
  const { t } = useTranslation();
  const open = checks.filter(({ state }) => state === 'fail' || state === 'warn');
  const rest = checks.filter(({ state }) => state === 'ok' || state === 'skipped');
  return (
    <>
      <p className={styles['verdict']} role="status">
        {open.length === 0 ? t('doctor.allWell') : t('doctor.open', { count: open.length })}
      </p>
      {open.length > 0 && <Checks checks={open} />}
      <Checks checks={rest} />
    </>
  );
}

function Checks({ checks }: { readonly checks: readonly DoctorCheck[] }) {
  return (
    <ul className={styles['list']}>
      {checks.map((check) => (
        <CheckRow key={check.name} check={check} />
      ))}
    </ul>
  );
}

const icons = { ok: CircleCheck, warn: CircleAlert, fail: CircleX, skipped: CircleMinus } as const;

function CheckRow({ check }: { readonly check: DoctorCheck }) {
  const { t } = useTranslation();
  const { found, hint } = useFinding(check);
  const Icon = icons[check.state];
  return (
    <li className={styles['row']}>
      <Icon
        className={cx(styles['icon'], styles[check.state])}
        size={18}
        role="img"
        aria-label={t(`doctor.state.${check.state}`)}
      />
      <div className={styles['words']}>
        <h2 className={styles['name']}>{t(`doctor.name.${check.name}`)}</h2>
        <p className={styles['found']}>{found}</p>
        {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
      </div>
      <CheckActions check={check} />
    </li>
  );
}
