import { Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormats } from '../../../i18n/use-words.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './taken-over-banner.module.css';
import { useStepIn } from './use-step-in.ts';

/** Says that a person answers here and the assistant does not, and gives it back. */
export function TakenOverBanner({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const since = useStore(transcript.store, ({ session }) => session?.takenOverAt);
  const { takeOver, isBusy } = useStepIn(transcript);
  return (
    <div role="status">
      {since !== undefined && (
        <div className={styles['banner']}>
          <Hand size={16} aria-hidden />
          <p className={styles['words']}>
            <strong>{t('inspect.takenOverSince', { time: formats.dateTime(since) })}</strong>{' '}
            {t('inspect.takenOverHint')}
          </p>
          <Button size="small" disabled={isBusy} onClick={() => takeOver(false)}>
            {t('inspect.handBack')}
          </Button>
        </div>
      )}
    </div>
  );
}
