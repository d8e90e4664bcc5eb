import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPath } from '../../../../shared/config/path.ts';
import { isReferenceOnly } from '../../../state/config-draft/secret-paths.ts';
import { toClientError } from '../../../transport/client-error.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { Button } from '../../../ui/button.tsx';
import styles from '../editing.module.css';
import { namedValues, secretDots } from '../references-in-text.ts';
import { SecretEditor } from '../secret-editor.tsx';
import { suggestSecretName } from '../suggest-secret-name.ts';
import { useConfig } from '../use-draft.ts';
import { useMoveSecret } from '../use-secrets.ts';
import type { FieldEditing } from '../use-field.tsx';
import { VariableNote } from '../variable-notes.tsx';

/** A secret: set, replaced or moved to where it is safe, and never shown. */
export function SecretField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const { path, value, set, label, help, error, aside } = editing;
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const moveSecret = useMoveSecret();
  const taken = useConfig((state) => state.names?.secrets) ?? [];
  const name = suggestSecretName(path, taken);
  const move = async (): Promise<void> => {
    try {
      await moveSecret(formatPath(path), name);
      setProblem(undefined);
    } catch (thrown) {
      const { message, hint } = words(toClientError(thrown));
      setProblem(`${message} ${hint}`);
    }
  };
  return (
    <div className={styles['choice']}>
      <div className={styles['choiceHead']}>
        <span className={styles['choiceLabel']}>{label}</span>
        {aside}
      </div>
      <div className={styles['secretRow']}>
        <SecretState value={value} />
        <span className={styles['secretButtons']}>
          {value === secretDots && (
            <Button size="small" onClick={() => void move()}>
              {t('editing.moveToStore')}
            </Button>
          )}
          {!isOpen && (
            <Button size="small" data-entry onClick={() => setOpen(true)}>
              {value === undefined ? t('editing.setSecret') : t('editing.replaceSecret')}
            </Button>
          )}
        </span>
      </div>
      {isOpen && (
        <SecretEditor
          label={label}
          name={name}
          onUse={(text) => {
            set(text);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
      {help !== undefined && <p className={styles['choiceHelp']}>{help}</p>}
      {(problem ?? error) !== undefined && (
        <p className={styles['problem']} role="alert">
          {problem ?? error}
        </p>
      )}
    </div>
  );
}

/** What is known of a secret without showing it. */
function SecretState({ value }: { readonly value: unknown }) {
  const { t } = useTranslation();
  const names = useConfig((state) => state.names);
  if (typeof value !== 'string' || value === '') return <span>{t('editing.secretUnset')}</span>;
  if (value === secretDots) return <span>{t('editing.secretInFile')}</span>;
  if (!isReferenceOnly(value)) return <span>{t('editing.secretTyped')}</span>;
  return (
    <span className={styles['variables']}>
      {namedValues(value, names).map((each) => (
        <VariableNote key={each.name} named={each} />
      ))}
    </span>
  );
}
