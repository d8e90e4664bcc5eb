import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { createSetup, setupSteps, type SetupStep } from '../../state/setup.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import styles from './setup.module.css';

interface StepFootProps {
  readonly step: SetupStep;
  readonly isDone: boolean;
  readonly children?: ReactNode;
}

/** On from a step, done or not. */
export function StepFoot({ step, isDone, children }: StepFootProps) {
  const { t } = useTranslation();
  const goOn = useGoOn(step);
  return (
    <div className={styles['foot']}>
      {children}
      <Button look={isDone ? 'primary' : 'quiet'} onClick={goOn}>
        {isDone ? t('setup.next') : t('setup.skip')}
      </Button>
    </div>
  );
}

/** To the step after this one. */
export function useGoOn(step: SetupStep): () => void {
  const { pass } = useTopic(createSetup);
  return () => {
    pass(step);
    const next = setupSteps[setupSteps.indexOf(step) + 1];
    goTo(next === undefined ? formatAddress('overview') : formatAddress('setup', [next]));
  };
}
