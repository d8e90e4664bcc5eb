import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import type { FieldEditing } from '../editing/use-field.tsx';
import styles from './agents.module.css';
import { ModelMark } from './model-mark.tsx';
import { ModelPicker } from './model-picker.tsx';
import { moveItem } from './move-item.ts';

/** The models that are asked next, in their order. */
export function FallbacksField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const [isChoosing, setChoosing] = useState(false);
  const [said, setSaid] = useState('');
  const { label, help, error, aside, value, set } = editing;
  const models = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  const { list, followMoved, followRemoved } = useRowFocus();
  const addButton = useRef<HTMLButtonElement>(null);
  const move = (from: number, by: 1 | -1, hasPointer: boolean): void => {
    set(moveItem(models, from, from + by));
    if (!hasPointer) followMoved(from + by, by);
    setSaid(t('agentsPage.fallbacks.moved', { model: models[from] ?? '', place: from + by + 1 }));
  };
  const remove = (index: number, hasPointer: boolean): void => {
    set(models.filter((_, at) => at !== index));
    if (hasPointer) return;
    if (models.length > 1) followRemoved(index);
    else addButton.current?.focus();
  };
  return (
    <div className={styles['field']} role="group" aria-label={label}>
      <div className={styles['fieldHead']}>
        <span className={styles['fieldLabel']}>{label}</span>
        {aside}
      </div>
      {models.length === 0 ? (
        <p className={styles['quiet']}>{t('agentsPage.fallbacks.none')}</p>
      ) : (
        <ol ref={list} className={styles['fallbacks']}>
          {models.map((model, index) => (
            <Fallback
              key={`${model} ${index}`}
              model={model}
              index={index}
              isLast={index === models.length - 1}
              onMove={(by, hasPointer) => move(index, by, hasPointer)}
              onRemove={(hasPointer) => remove(index, hasPointer)}
            />
          ))}
        </ol>
      )}
      <div>
        <Button
          ref={addButton}
          size="small"
          icon={<Plus size={13} aria-hidden />}
          onClick={() => setChoosing(true)}
        >
          {t('agentsPage.fallbacks.add')}
        </Button>
      </div>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {help !== undefined && <p className={styles['fieldHelp']}>{help}</p>}
      {error !== undefined && (
        <p className={styles['fieldError']} role="alert">
          {error}
        </p>
      )}
      {isChoosing && (
        <ModelPicker
          current={undefined}
          onChoose={(model) => {
            if (!models.includes(model)) set([...models, model]);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}

interface FallbackProps {
  readonly model: string;
  readonly index: number;
  readonly isLast: boolean;
  /** Without a pointer the focus is all one has: it goes along. */
  readonly onMove: (by: 1 | -1, hasPointer: boolean) => void;
  readonly onRemove: (hasPointer: boolean) => void;
}

function Fallback({ model, index, isLast, onMove, onRemove }: FallbackProps) {
  const { t } = useTranslation();
  return (
    <li className={styles['fallback']} data-row={index}>
      <span className={styles['place']}>{index + 1}</span>
      <span className={styles['mono']}>{model}</span>
      <ModelMark id={model} />
      <span className={styles['fallbackButtons']}>
        <IconButton
          size="small"
          label={t('agentsPage.fallbacks.up', { model })}
          icon={<ArrowUp size={13} aria-hidden />}
          disabled={index === 0}
          data-move={-1}
          onClick={({ detail }) => onMove(-1, detail > 0)}
        />
        <IconButton
          size="small"
          label={t('agentsPage.fallbacks.down', { model })}
          icon={<ArrowDown size={13} aria-hidden />}
          disabled={isLast}
          data-move={1}
          onClick={({ detail }) => onMove(1, detail > 0)}
        />
        <IconButton
          size="small"
          label={t('agentsPage.fallbacks.remove', { model })}
          icon={<X size={13} aria-hidden />}
          data-remove
          onClick={({ detail }) => onRemove(detail > 0)}
        />
      </span>
    </li>
  );
}
