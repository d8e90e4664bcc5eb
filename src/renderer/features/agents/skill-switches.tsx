import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ErrorWords } from '../../i18n/describe-error.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import type { Draft } from '../../state/config-draft/draft.ts';
import { createSkills } from '../../state/skills.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Section } from '../../ui/section.tsx';
import { Switch } from '../../ui/switch.tsx';
import styles from './agents.module.css';
import { isListed, switchTool } from './switch-tool.ts';
import { useList } from './use-list.ts';

/** What an agent without a list knows of. */
const unsetSkills: readonly string[] = ['*'];

/** Skills by switch. */
export function SkillSwitches({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const answer = useStore(useTopic(createSkills).store, ({ value }) => value);
  const list = useList(draft, 'skills', unsetSkills);
  if (!answer) return null;
  const { skills, folder } = answer;
  return (
    <Section title={t('agentsPage.tools.skills')} lead={t('agentsPage.tools.skillsLead')}>
      {skills.length === 0 && (
        <p className={styles['quiet']}>{t('agentsPage.tools.noSkills', { folder })}</p>
      )}
      <ul className={styles['switches']}>
        {skills.map(({ name, description, problem }) => (
          <li key={name} className={styles['switchRow']}>
            <Switch
              label={name}
              isOn={isListed(list, name, {})}
              onSwitch={(isOn) => draft.set(['skills'], switchTool(list, name, isOn, {}))}
              help={
                <>
                  <span className={styles['toolWhat']}>{description}</span>
                  {problem && (
                    <span className={styles['whyOff']}>
                      {t('agentsPage.tools.skillBroken', {
                        reason: bothWords(describe(problem)),
                      })}
                    </span>
                  )}
                </>
              }
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function bothWords({ message, hint }: ErrorWords): string {
  return `${message} ${hint}`.trim();
}
