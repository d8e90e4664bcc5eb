import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import { Field } from '../../ui/field.tsx';
import { FormGrid, FormWide } from '../../ui/form-grid.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { MomentWords } from './moment-words.tsx';
import { whenKinds, type ScheduleDraft } from './schedule-draft.ts';
import { usePlanWords } from './use-plan-words.ts';
import type { Preview } from './use-preview.ts';
import styles from './when-fields.module.css';

interface WhenFieldsProps {
  readonly draft: ScheduleDraft;
  readonly preview: Preview;
  readonly isMissing: boolean;
  readonly onChange: (parts: Partial<ScheduleDraft>) => void;
}

/** When it is due: one of four ways to say it, the time zone, and what that comes to. */
export function WhenFields({ draft, preview, isMissing, onChange }: WhenFieldsProps) {
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
        <PreviewWords preview={preview} />
      </FormWide>
    </FormGrid>
  );
}

function PreviewWords({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation();
  const { plan } = preview;
  const words = usePlanWords(plan?.plan, plan?.timeZone ?? 'UTC');
  return (
    <div className={styles['preview']} role="status" aria-label={t('schedulesPage.upcoming')}>
      {plan ? (
        <>
          <p className={styles['words']}>{words}</p>
          <ol className={styles['times']}>
            {plan.upcoming.map((at) => (
              <li key={at}>
                <MomentWords at={at} timeZone={plan.timeZone} />
              </li>
            ))}
          </ol>
        </>
      ) : (
        <p className={styles['note']}>{t('schedulesPage.previewEmpty')}</p>
      )}
    </div>
  );
}
