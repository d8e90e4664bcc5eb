import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './agents.module.css';
import type { CheckState } from './use-model-check.ts';
import { useDuration, useMoney } from './use-money.ts';

/** What came of asking a model. */
export function ModelCheck({ state }: { readonly state: CheckState }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const money = useMoney();
  const duration = useDuration();
  return (
    <div aria-live="polite">
      {state.kind === 'asking' && (
        <p className={styles['quiet']}>{t('agentsPage.model.checking')}</p>
      )}
      {state.kind === 'failed' && <ErrorNotice {...words(state.error)} />}
      {state.kind === 'answered' && state.result.error && (
        <ErrorNotice title={state.model} {...words(state.result.error)} />
      )}
      {state.kind === 'answered' && state.result.works && (
        <p className={styles['checkFine']}>
          <CircleCheck size={14} aria-hidden />
          {t('agentsPage.model.works', {
            text: state.result.text,
            first: duration(state.result.firstMs ?? state.result.durationMs),
            all: duration(state.result.durationMs),
            cost: money(state.result.costMicros),
          })}
        </p>
      )}
    </div>
  );
}
