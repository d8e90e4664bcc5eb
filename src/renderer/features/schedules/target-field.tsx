import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { Field } from '../../ui/field.tsx';

interface TargetFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Where the result goes: an address of a chat, with the conversations there are as an offer. */
export function TargetField({ value, onChange }: TargetFieldProps) {
  const { t } = useTranslation();
  const { sessions } = useApp();
  const rows = useStore(sessions.store, (state) => state.rows);
  return (
    <>
      <Field
        label={t('schedulesPage.to')}
        help={t('schedulesPage.toHelp')}
        isMono
        spellCheck={false}
        list="schedule-targets"
        placeholder={t('schedulesPage.toPage')}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id="schedule-targets">
        {rows.map(({ key, title, channel }) => (
          <option key={key} value={key} label={`${title} · ${channel}`} />
        ))}
      </datalist>
    </>
  );
}
