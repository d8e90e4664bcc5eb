import { Activity } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { Button } from '../../ui/button.tsx';
import type { FieldEditing } from '../editing/use-field.tsx';
import styles from './agents.module.css';
import { ModelCheck } from './model-check.tsx';
import { ModelMark } from './model-mark.tsx';
import { ModelPicker } from './model-picker.tsx';
import { textOf } from './read-agents.ts';
import { useModelCheck } from './use-model-check.ts';

/** The model of an agent: chosen from a list, and asked whether it answers. */
export function ModelField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const first = useStore(gateway, ({ status }) => status?.model);
  const [isChoosing, setChoosing] = useState(false);
  const check = useModelCheck();
  const { label, help, error, aside, value, set, reset } = editing;
  const model = textOf(value);
  const asked = model ?? first;
  return (
    <div className={styles['field']} role="group" aria-label={label}>
      <div className={styles['fieldHead']}>
        <span className={styles['fieldLabel']}>{label}</span>
        {aside}
      </div>
      <div className={styles['modelBox']}>
        <div className={styles['modelNow']}>
          {model === undefined ? (
            <span>{t('agentsPage.model.firstThere')}</span>
          ) : (
            <span className={styles['mono']}>{model}</span>
          )}
          {model !== undefined && <ModelMark id={model} />}
        </div>
        <Button size="small" onClick={() => setChoosing(true)}>
          {t('agentsPage.model.change')}
        </Button>
        {asked !== undefined && (
          <Button
            size="small"
            look="quiet"
            icon={<Activity size={14} aria-hidden />}
            disabled={check.state.kind === 'asking'}
            onClick={() => void check.ask(asked)}
          >
            {t('agentsPage.model.check')}
          </Button>
        )}
      </div>
      <ModelCheck state={check.state} />
      {help !== undefined && <p className={styles['fieldHelp']}>{help}</p>}
      {error !== undefined && (
        <p className={styles['fieldError']} role="alert">
          {error}
        </p>
      )}
      {isChoosing && (
        <ModelPicker
          current={model}
          onChoose={set}
          onAutomatic={reset}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}
