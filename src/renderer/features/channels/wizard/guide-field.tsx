import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { GuideStep } from '../../../../shared/config/channel-guides.ts';
import type { Wizard, WizardDraft } from '../../../state/channel-wizard.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { namedValues } from '../../editing/references-in-text.ts';
import { useConfig } from '../../editing/use-draft.ts';
import { useSettingWords } from '../../editing/use-setting-words.ts';
import { VariableNote, VariableNotes } from '../../editing/variable-notes.tsx';
import styles from '../channels.module.css';
import { guideText } from './guide-text.ts';

interface GuideFieldProps {
  readonly step: GuideStep & { readonly kind: 'field' };
  readonly draft: WizardDraft;
  readonly wizard: Wizard;
  readonly change: (part: Partial<WizardDraft>) => void;
}

/** A setting to fill in. A secret is typed once, kept in the store, and from then on only named. */
export function GuideField({ step, draft, wizard, change }: GuideFieldProps) {
  const { t } = useTranslation();
  const { setting, isSecret } = step;
  const { title } = useSettingWords().setting(['channels', draft.type, setting]);
  const names = useConfig((state) => state.names);
  const typed = useStore(wizard.store, (state) => state.secrets[setting]);
  const kept = draft.settings[setting];
  const settings = (value: string | undefined): Readonly<Record<string, string>> => {
    const { [setting]: _old, ...others } = draft.settings;
    return value === undefined || value === '' ? others : { ...others, [setting]: value };
  };
  if (!isSecret) {
    return (
      <Field
        label={title}
        help={guideText(t, step.id)}
        isMono
        autoComplete="off"
        value={kept ?? ''}
        onChange={({ target }) => change({ settings: settings(target.value.trim()) })}
      />
    );
  }
  if (kept !== undefined && typed === undefined) {
    return (
      <div className={styles['keptSecret']}>
        <span>{title}</span>
        {namedValues(kept, names).map((named) => (
          <VariableNote key={named.name} named={named} />
        ))}
        <Button
          size="small"
          onClick={() => {
            wizard.typeSecret(setting, '');
            change({ settings: settings(undefined) });
          }}
        >
          {t('editing.replaceSecret')}
        </Button>
      </div>
    );
  }
  const text = typed ?? '';
  return (
    <Field
      label={title}
      // The name of a variable is no secret and is easier to get right when it is seen.
      type={text.startsWith('$') ? 'text' : 'password'}
      help={
        <VariableNotes
          help={`${guideText(t, step.id)} ${t('channelsPage.secretHelp')}`}
          text={text.startsWith('$') ? text : ''}
        />
      }
      isMono
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={({ target }) => {
        wizard.typeSecret(setting, target.value.trim());
        change({});
      }}
    />
  );
}
