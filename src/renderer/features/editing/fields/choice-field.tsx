import { useTranslation } from 'react-i18next';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import styles from '../editing.module.css';
import type { FieldEditing } from '../use-field.tsx';
import { useSettingWords } from '../use-setting-words.ts';

/** Up to so many choices are all in sight. */
const mostInSight = 4;
const unset = '';

/** One of a few, with what the chosen one means below. */
export function ChoiceField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const { field, path, value, set, reset, label, help, error, aside } = editing;
  const words = useSettingWords();
  const fallback = field.node.default;
  const chosen =
    typeof value === 'string' ? value : typeof fallback === 'string' ? fallback : unset;
  const options = [
    ...(fallback === undefined && !field.isRequired
      ? [{ value: unset, label: t('editing.notSet') }]
      : []),
    ...(field.node.enum ?? []).map((each) => ({
      value: String(each),
      label: words.choice(path, String(each)).title,
    })),
  ];
  const choose = (next: string): void => {
    if (next === unset || (next === fallback && !field.isRequired)) reset();
    else set(next);
  };
  const meaning = chosen === unset ? undefined : words.choice(path, chosen).help;
  if (options.length > mostInSight) {
    const props = { label, help: meaning ?? help, error, aside, options };
    return <Select {...props} value={chosen} onChoose={choose} />;
  }
  return (
    <div className={styles['choice']}>
      <div className={styles['choiceHead']}>
        <span className={styles['choiceLabel']}>{label}</span>
        {aside}
      </div>
      <div>
        <Segmented label={label} value={chosen} options={options} onChoose={choose} />
      </div>
      <p className={styles['choiceHelp']}>{meaning ?? help}</p>
      {error !== undefined && (
        <p className={styles['problem']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
