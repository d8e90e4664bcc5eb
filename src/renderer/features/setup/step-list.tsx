import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import { setupSteps, type SetupStep } from '../../state/setup.ts';
import styles from './setup.module.css';

interface StepListProps {
  readonly current: SetupStep;
  readonly done: readonly SetupStep[];
}

/** All steps, in any order; what is done is marked. */
export function StepList({ current, done }: StepListProps) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('setup.steps')}>
      <ol className={styles['list']}>
        {setupSteps.map((step, index) => (
          <li key={step}>
            <a
              className={styles['link']}
              href={formatAddress('setup', [step])}
              aria-current={step === current ? 'step' : undefined}
              data-done={done.includes(step) || undefined}
            >
              <span className={styles['number']} aria-hidden>
                {done.includes(step) ? <Check size={14} /> : index + 1}
              </span>
              {t(`setup.${step}.title`)}
              {done.includes(step) && <span className="visually-hidden">{t('setup.done')}</span>}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
