import { useTranslation } from 'react-i18next';
import { accessModes, type Wizard, type WizardDraft } from '../../../state/channel-wizard.ts';
import { judgeName } from '../../../state/config-draft/entry-edits.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormButtons } from '../../../ui/form-grid.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { useConfig } from '../../editing/use-draft.ts';
import { useSettingWords } from '../../editing/use-setting-words.ts';
import styles from '../channels.module.css';
import { AgentSelect } from '../detail/agent-field.tsx';

interface StepProps {
  readonly draft: WizardDraft;
  readonly wizard: Wizard;
}

/** What it is called, who answers, and whom. */
export function AnswersStep({ draft, wizard }: StepProps) {
  const { t } = useTranslation();
  const words = useSettingWords();
  const root = useConfig((state) => state.text?.parsed);
  const wrong = judgeName(root, 'channels', draft.name);
  const path = ['channels', draft.type, 'access', 'direct'];
  const { title } = words.setting(path);
  const isWeb = draft.type === 'web';
  return (
    <>
      <Field
        label={t('channelsPage.nameLabel')}
        help={t('channelsPage.nameHelp')}
        isMono
        autoComplete="off"
        value={draft.name}
        error={wrong && wrong !== 'empty' ? t(`editing.nameProblem.${wrong}`) : undefined}
        onChange={({ target }) => wizard.change({ name: target.value })}
      />
      <AgentSelect
        label={words.setting(['channels', draft.type, 'agent']).title}
        help={t('channelsPage.agentHelp')}
        error={undefined}
        agent={draft.agent}
        onChoose={(agent) => wizard.change({ agent })}
      />
      {!isWeb && (
        <div className={styles['choice']}>
          <span className={styles['choiceLabel']}>{title}</span>
          <div>
            <Segmented
              label={title}
              value={draft.direct}
              options={accessModes.map((mode) => ({
                value: mode,
                label: words.choice(path, mode).title,
              }))}
              onChoose={(direct) => wizard.change({ direct })}
            />
          </div>
          <p className={styles['quiet']}>{words.choice(path, draft.direct).help}</p>
        </div>
      )}
      {!isWeb && (
        <Switch
          label={t('channelsPage.inGroups')}
          help={t('channelsPage.inGroupsHelp')}
          isOn={draft.inGroups}
          onSwitch={(inGroups) => wizard.change({ inGroups })}
        />
      )}
      <FormButtons>
        <Button onClick={() => wizard.change({ step: 'credentials' })}>
          {t('channelsPage.previous')}
        </Button>
        <Button
          look="primary"
          disabled={wrong !== undefined}
          onClick={() => wizard.change({ step: 'plan' })}
        >
          {t('channelsPage.next')}
        </Button>
      </FormButtons>
    </>
  );
}
