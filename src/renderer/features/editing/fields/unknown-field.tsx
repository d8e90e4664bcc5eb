import { useTranslation } from 'react-i18next';
import { CodeText } from '../../../ui/code-text.tsx';
import styles from '../editing.module.css';
import type { FieldEditing } from '../use-field.tsx';

/** What no form can say: shown as it is written, changed in the file. */
export function UnknownField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const { value, label, help, error, aside } = editing;
  if (value === undefined && error === undefined) return null;
  return (
    <div className={styles['choice']}>
      <div className={styles['choiceHead']}>
        <span className={styles['choiceLabel']}>{label}</span>
        {aside}
      </div>
      {value !== undefined && <CodeText label={label} text={JSON.stringify(value, undefined, 2)} />}
      <p className={styles['choiceHelp']}>
        {help} {t('editing.inTheFile')}
      </p>
      {error !== undefined && (
        <p className={styles['problem']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
