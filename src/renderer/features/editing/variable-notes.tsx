import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge.tsx';
import styles from './editing.module.css';
import { namedValues, type NamedValue } from './references-in-text.ts';
import { useConfig } from './use-draft.ts';

interface VariableNotesProps {
  readonly help: string | undefined;
  readonly text: string;
}

/** The help of a field, and which variables and secrets its text names and whether they are there. */
export function VariableNotes({ help, text }: VariableNotesProps) {
  const names = useConfig((state) => state.names);
  const found = namedValues(text, names);
  if (found.length === 0) return help;
  return (
    <>
      <span className={styles['variables']}>
        {found.map((each, index) => (
          <VariableNote key={index} named={each} />
        ))}
      </span>
      {help}
    </>
  );
}

/** One variable or kept secret, and whether it is there. */
export function VariableNote({ named }: { readonly named: NamedValue }) {
  const { t } = useTranslation();
  const { kind, name, exists } = named;
  if (exists === false) {
    return (
      <Badge tone="bad">
        {kind === 'env'
          ? t('editing.variableMissing', { name })
          : t('editing.secretMissing', { name })}
      </Badge>
    );
  }
  return (
    <Badge tone={exists === true ? 'ok' : 'plain'}>
      {kind === 'env' ? t('editing.variable', { name }) : t('editing.keptSecret', { name })}
    </Badge>
  );
}
