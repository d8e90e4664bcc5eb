import { Plus, X } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import control from '../../../ui/control.module.css';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from '../editing.module.css';

interface ListEditorProps {
  readonly label: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly aside?: ReactNode;
  readonly items: readonly string[];
  /** Shown in place of the entries while there are none. */
  readonly emptyText?: string | undefined;
  /** Offered while typing. */
  readonly suggestions?: readonly string[];
  readonly onChange: (items: readonly string[]) => void;
}

/** Texts one adds and takes out; Enter adds, and the field stays where it is. */
export function ListEditor(props: ListEditorProps) {
  const { label, help, error, aside, items, emptyText, suggestions = [], onChange } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const id = useId();
  const add = (): void => {
    const next = typed.trim();
    setTyped('');
    if (next !== '' && !items.includes(next)) onChange([...items, next]);
  };
  return (
    <div className={styles['list']} role="group" aria-label={label}>
      <div className={styles['choiceHead']}>
        <label className={styles['choiceLabel']} htmlFor={id}>
          {label}
        </label>
        {aside}
      </div>
      {items.length > 0 ? (
        <ul className={styles['chips']}>
          {items.map((item, index) => (
            <li key={`${item}-${index}`} className={styles['chip']}>
              <span className={styles['chipText']}>{item}</span>
              <IconButton
                size="small"
                label={t('editing.removeItem', { item })}
                icon={<X size={12} aria-hidden />}
                onClick={() => onChange(items.filter((_, each) => each !== index))}
              />
            </li>
          ))}
        </ul>
      ) : (
        emptyText !== undefined && <p className={styles['choiceHelp']}>{emptyText}</p>
      )}
      <div className={styles['addRow']}>
        <input
          id={id}
          className={control['control']}
          list={`${id}-offers`}
          value={typed}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-help`}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <datalist id={`${id}-offers`}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Button icon={<Plus size={14} aria-hidden />} onClick={add}>
          {t('editing.addItem')}
        </Button>
      </div>
      <div id={`${id}-help`} className={styles['choiceHelp']}>
        {help}
      </div>
      {error !== undefined && (
        <p className={styles['problem']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
