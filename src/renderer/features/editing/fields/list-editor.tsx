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
  const id = useId();
  return (
    <div className={styles['list']} role="group" aria-label={label}>
      <div className={styles['choiceHead']}>
        <label className={styles['choiceLabel']} htmlFor={id}>
          {label}
        </label>
        {aside}
      </div>
      {items.length > 0 ? (
        <Chips items={items} onChange={onChange} />
      ) : (
        emptyText !== undefined && <p className={styles['choiceHelp']}>{emptyText}</p>
      )}
      <AddRow
        id={id}
        suggestions={suggestions}
        isWrong={error !== undefined}
        onAdd={(item) => {
          if (!items.includes(item)) onChange([...items, item]);
        }}
      />
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

function Chips({ items, onChange }: Pick<ListEditorProps, 'items' | 'onChange'>) {
  const { t } = useTranslation();
  return (
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
  );
}

interface AddRowProps {
  /** Of the field; its offers and its help are named after it. */
  readonly id: string;
  readonly suggestions: readonly string[];
  readonly isWrong: boolean;
  readonly onAdd: (item: string) => void;
}

function AddRow({ id, suggestions, isWrong, onAdd }: AddRowProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const add = (): void => {
    const item = typed.trim();
    setTyped('');
    if (item !== '') onAdd(item);
  };
  return (
    <div className={styles['addRow']}>
      <input
        id={id}
        className={control['control']}
        list={`${id}-offers`}
        value={typed}
        aria-invalid={isWrong}
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
  );
}
