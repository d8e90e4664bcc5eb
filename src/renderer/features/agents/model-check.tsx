import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFigures } from '../../i18n/use-figures.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './agents.module.css';
import type { CheckState } from './use-model-check.ts';

/** What came of asking a model. */
export function ModelCheck({ state }: { readonly state: CheckState }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const { money, span } = useFigures();
  return (
    <div className={styles['said']} aria-live="polite">
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
            first: span(state.result.firstMs ?? state.result.durationMs),
            all: span(state.result.durationMs),
            cost: money(state.result.costMicros),
          })}
        </p>
      )}
    </div>
  );
}
