import { Switch } from '../../../ui/switch.tsx';
import styles from '../editing.module.css';
import type { FieldEditing } from '../use-field.tsx';

/** On or off; back at the default nothing is written. */
export function SwitchField({ editing }: { readonly editing: FieldEditing }) {
  const { field, value, set, reset, label, help, error, aside } = editing;
  const fallback = field.node.default === true;
  const isOn = typeof value === 'boolean' ? value : fallback;
  return (
    <div className={styles['switchField']}>
      <Switch
        label={label}
        help={help}
        isOn={isOn}
        onSwitch={(next) => {
          if (next === fallback && !field.isRequired) reset();
          else set(next);
        }}
      />
      {aside}
      {error !== undefined && (
        <p className={styles['problem']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
