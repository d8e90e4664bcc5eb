import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import type { Draft } from '../../state/config-draft/draft.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ConflictList } from './conflict-list.tsx';
import styles from './editing.module.css';
import { PlanList } from './plan-list.tsx';
import { useDraftState } from './use-draft.ts';
import { useSaveDraft } from './use-save-draft.ts';

interface SaveBarProps {
  readonly draft: Draft;
  /** What it is called in the notice after saving. */
  readonly title: string;
  readonly onSaved?: (() => void) | undefined;
}

/** While something is pending: what saving would do, and the buttons to save and discard. */
export function SaveBar({ draft, title, onSaved }: SaveBarProps) {
  const { t } = useTranslation();
  const count = useDraftState(draft, ({ edits }) => edits.length);
  const isSaving = useDraftState(draft, (state) => state.isSaving);
  const conflicts = useDraftState(draft, (state) => state.conflicts);
  const isGone = useDraftState(draft, (state) => state.isGone);
  const isLocked = useDraftState(draft, ({ unreadable }) => unreadable !== undefined);
  const save = useSaveDraft(draft, title, onSaved);
  if (count === 0) return null;
  return (
    <section className={styles['saveBar']} data-bottom-bar aria-label={t('editing.pendingChanges')}>
      {isGone && <p className={styles['gone']}>{t('editing.gone')}</p>}
      {isLocked && <p className={styles['gone']}>{t('editing.saveWaits')}</p>}
      <ConflictList draft={draft} conflicts={conflicts} />
      <SaveError draft={draft} />
      <div className={styles['saveRow']}>
        <PlanOfDraft draft={draft} count={count} />
        <div className={styles['saveButtons']}>
          <Button look="quiet" disabled={isSaving} onClick={draft.discard}>
            {t('editing.discard')}
          </Button>
          <Button
            look="primary"
            disabled={isSaving || conflicts.length > 0 || isGone || isLocked}
            onClick={() => void save()}
          >
            {t('editing.save')}
          </Button>
        </div>
      </div>
    </section>
  );
}

function PlanOfDraft({ draft, count }: { readonly draft: Draft; readonly count: number }) {
  const { t } = useTranslation();
  const { answer, error } = useDraftState(draft, (state) => state.plan);
  const words = useErrorWords();
  const effects = answer?.effects ?? [];
  return (
    <div className={styles['planBox']} aria-live="polite">
      <p className={styles['planTitle']}>{t('editing.pending', { count })}</p>
      {effects.length > 0 && <PlanList effects={effects} />}
      {error !== undefined && <p className={styles['problem']}>{words(error).message}</p>}
      {answer !== undefined && effects.length === 0 && answer.problems.length === 0 && (
        <p className={styles['planQuiet']}>{t('editing.planNothing')}</p>
      )}
    </div>
  );
}

function SaveError({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const error = useDraftState(draft, (state) => state.error);
  if (!error || error.code === 'CLIENT_ABORTED') return null;
  return <ErrorNotice title={t('editing.notSaved')} {...words(error)} />;
}
