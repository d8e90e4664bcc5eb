import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SkillRow } from '../../../../shared/protocol/extensions.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { createSkills } from '../../../state/skills.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { StatusDot } from '../../../ui/badge.tsx';
import { CodeText } from '../../../ui/code-text.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { PageBody } from '../../../ui/page-body.tsx';
import { Section } from '../../../ui/section.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { PlacedProblems } from '../placed-problems.tsx';
import styles from './skills-tab.module.css';

const example = `---
name: invoices
description: Writes invoices the way our company does. Use it for anything about billing.
---

# Invoices

1. The number is the year and a running count: 2026-001.
2. Take the address from \`customers.md\`.`;

/** Instructions for kinds of tasks: those there are, those that can't be read, and how to add one. */
export function SkillsTab() {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const skills = useTopic(createSkills);
  const { value, error } = useStore(skills.store);
  if (error && !value) return <ErrorNotice {...describe(error)} />;
  if (!value) return <Skeleton label={t('common.loading')} lines={6} />;
  const { skills: rows, folder } = value;
  return (
    <PageBody label={t('toolsPage.tabs.skills')}>
      <Section title={t('toolsPage.skill.known')} lead={t('toolsPage.skill.lead')}>
        {rows.length === 0 ? (
          <EmptyState title={t('toolsPage.skill.none')} hint={t('toolsPage.skill.noneHint')} />
        ) : (
          <ul className={styles['skills']}>
            {rows.map((skill) => (
              <Skill key={skill.name} skill={skill} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('toolsPage.skill.add')} lead={t('toolsPage.skill.addLead', { folder })}>
        <CodeText
          label={t('toolsPage.exampleOf', { what: t('toolsPage.skill.add') })}
          text={example}
          wraps
        />
      </Section>
    </PageBody>
  );
}

function Skill({ skill }: { readonly skill: SkillRow }) {
  const { t } = useTranslation();
  const { name, description, problem } = skill;
  return (
    <li className={styles['skill']}>
      <p className={styles['name']}>
        <StatusDot
          tone={problem ? 'bad' : 'ok'}
          label={t(problem ? 'toolsPage.skill.unused' : 'toolsPage.works')}
        />
        {name}
      </p>
      {description !== '' && <p className={styles['what']}>{description}</p>}
      {problem && <PlacedProblems problems={[problem]} />}
    </li>
  );
}
