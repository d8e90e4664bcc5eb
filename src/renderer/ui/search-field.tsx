import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import control from './control.module.css';
import { cx } from './cx.ts';
import styles from './search-field.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly clearLabel: string;
  readonly placeholder?: string;
  /** For shortcuts that lead here. */
  readonly id?: string;
  readonly maxLength?: number;
}

/** Narrows a list down while one types; Esc empties it. */
export function SearchField({
  label,
  value,
  onChange,
  clearLabel,
  placeholder,
  ...rest
}: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={styles['box']} role="search">
      <Search className={styles['icon']} size={14} aria-hidden />
      <input
        ref={field}
        className={cx(control['control'], styles['input'])}
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          onChange('');
        }}
      />
      {value !== '' && (
        <button
          type="button"
          className={styles['clear']}
          aria-label={clearLabel}
          onClick={() => {
            onChange('');
            // The button goes away: the focus must not go with it.
            field.current?.focus();
          }}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}
