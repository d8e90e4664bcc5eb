import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import { Field } from '../../ui/field.tsx';
import { FormGrid, FormWide } from '../../ui/form-grid.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { MomentWords } from './moment-words.tsx';
import { whenKinds, whenOf, type ScheduleDraft } from './schedule-draft.ts';
import { usePlanWords } from './use-plan-words.ts';
import type { Preview } from './use-preview.ts';
import styles from './when-fields.module.css';

interface WhenFieldsProps {
  readonly draft: ScheduleDraft;
  readonly preview: Preview;
  readonly isMissing: boolean;
  /** The schedule that is changed does not run at the moment. */
  readonly isPaused: boolean;
  readonly onChange: (parts: Partial<ScheduleDraft>) => void;
}

/** When it is due: one of four ways to say it, the time zone, and what that comes to. */
export function WhenFields({ draft, preview, isMissing, isPaused, onChange }: WhenFieldsProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { kind, when, timeZone } = draft;
  const { error } = preview;
  const isOfZone = error?.code === 'TIME_ZONE_UNKNOWN';
  const words = error ? describe(error) : undefined;
  const fault = words && `${words.message} ${words.hint}`;
  return (
    <FormGrid>
      <FormWide>
        <Segmented
          label={t('schedulesPage.when')}
          value={kind}
          options={whenKinds.map((value) => ({ value, label: t(`schedulesPage.kind.${value}`) }))}
          onChoose={(next) => onChange({ kind: next })}
        />
      </FormWide>
      <Field
        label={t(`schedulesPage.kindLabel.${kind}`)}
        help={t(`schedulesPage.kindHelp.${kind}`)}
        error={isMissing ? t('toolsPage.fault.required') : isOfZone ? undefined : fault}
        isMono
        spellCheck={false}
        type={kind === 'at' ? 'datetime-local' : 'text'}
        placeholder={t(`schedulesPage.kindExample.${kind}`)}
        value={when[kind]}
        onChange={({ target }) => onChange({ when: { ...when, [kind]: target.value } })}
      />
      <Field
        label={t('schedulesPage.timeZone')}
        help={t('schedulesPage.timeZoneHelp')}
        error={isOfZone ? fault : undefined}
        spellCheck={false}
        list="time-zones"
        placeholder={t('schedulesPage.ownersZone')}
        value={timeZone}
        onChange={({ target }) => onChange({ timeZone: target.value })}
      />
      <datalist id="time-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <FormWide>
        <PreviewWords draft={draft} preview={preview} isPaused={isPaused} />
      </FormWide>
    </FormGrid>
  );
}

interface PreviewWordsProps {
  readonly draft: ScheduleDraft;
  readonly preview: Preview;
  readonly isPaused: boolean;
}

/** The next runs; where there are none, what is missing or why. */
function PreviewWords({ draft, preview, isPaused }: PreviewWordsProps) {
  const { t } = useTranslation();
  const { plan } = preview;
  const words = usePlanWords(plan?.plan, plan?.timeZone ?? 'UTC');
  return (
    <div className={styles['preview']} role="status" aria-label={t('schedulesPage.upcoming')}>
      {plan ? (
        <>
          <p className={styles['words']}>{words}</p>
          {isPaused && <p className={styles['note']}>{t('schedulesPage.previewPaused')}</p>}
          <ol className={styles['times']}>
            {plan.upcoming.map((at) => (
              <li key={at}>
                <MomentWords at={at} timeZone={plan.timeZone} />
              </li>
            ))}
          </ol>
          {plan.upcoming.length === 0 && (
            <p className={styles['note']}>{t('schedulesPage.previewNever')}</p>
          )}
        </>
      ) : (
        <NoPlan draft={draft} preview={preview} />
      )}
    </div>
  );
}

function NoPlan({ draft, preview }: Pick<PreviewWordsProps, 'draft' | 'preview'>) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { kind } = draft;
  if (preview.error) {
    return (
      <>
        <p className={styles['words']}>{t('schedulesPage.previewNever')}</p>
        <p className={styles['note']}>{describe(preview.error).message}</p>
      </>
    );
  }
  return (
    <p className={styles['note']}>
      {whenOf(draft)
        ? t('schedulesPage.previewWorking')
        : t(`schedulesPage.previewMissing.${kind}`, {
            example: t(`schedulesPage.kindExample.${kind}`),
          })}
    </p>
  );
}
