import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createToolCatalogue } from '../../state/tool-catalogue.ts';
import { useTopic } from '../../state/use-topic.ts';
import { matchWords } from '../../ui/match-words.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ListEditor } from '../editing/fields/list-editor.tsx';
import { LockedFields } from '../editing/locked-fields.tsx';
import styles from './agents.module.css';
import { SkillSwitches } from './skill-switches.tsx';
import type { TabProps } from './tab-props.ts';
import { ToolSwitch } from './tool-switch.tsx';
import { useList } from './use-list.ts';
import { UnknownTools } from './unknown-tools.tsx';

/** What an agent without a list may use. */
const unsetTools: readonly string[] = ['@safe'];

/** Tools by switch, each with the reason when it is off, and the list they stand in. */
export function ToolsTab(props: TabProps) {
  const { t } = useTranslation();
  const { catalog } = useTopic(createToolCatalogue);
  const catalogue = useStore(catalog.store, ({ value }) => value);
  const list = useList(props.draft, 'tools', unsetTools);
  if (!catalogue) return <Skeleton label={t('agentsPage.loading')} lines={8} />;
  const offers = [
    ...Object.keys(catalogue.profiles).map((name) => `@${name}`),
    ...catalogue.tools.map(({ name }) => name),
  ];
  return (
    <>
      <Section title={t('agentsPage.tab.tools')} lead={t('agentsPage.tools.lead')}>
        <LockedFields draft={props.draft}>
          <Switches {...props} list={list} />
          <UnknownTools {...props} list={list} />
          <ListEditor
            label={t('agentsPage.tools.list')}
            help={t('agentsPage.tools.listHelp')}
            items={list}
            suggestions={offers}
            onChange={(next) => props.draft.set(['tools'], next)}
          />
        </LockedFields>
      </Section>
      <LockedFields draft={props.draft}>
        <SkillSwitches draft={props.draft} />
      </LockedFields>
    </>
  );
}

function Switches({ draft, preview, list }: TabProps & { readonly list: readonly string[] }) {
  const { t } = useTranslation();
  const { catalog } = useTopic(createToolCatalogue);
  const catalogue = useStore(catalog.store, ({ value }) => value);
  const effective = useStore(preview.store, ({ value }) => value?.tools);
  const [typed, setTyped] = useState('');
  const tools = catalogue?.tools ?? [];
  const shown = tools.filter(({ name, description }) => matchWords(typed, [name, description]));
  const on = effective?.filter(({ verdict }) => verdict === 'allowed').length ?? 0;
  return (
    <>
      <div className={styles['toolHead']}>
        <SearchField
          label={t('agentsPage.tools.search')}
          clearLabel={t('search.clear')}
          value={typed}
          onChange={setTyped}
        />
        <span className={styles['quiet']}>
          {t('agentsPage.tools.countOn', { on, all: tools.length })}
        </span>
      </div>
      {shown.length === 0 && <p className={styles['quiet']}>{t('agentsPage.tools.none')}</p>}
      <ul className={styles['switches']}>
        {shown.map((tool) => (
          <li key={tool.name} className={styles['switchRow']}>
            <ToolSwitch
              tool={tool}
              verdict={effective?.find(({ name }) => name === tool.name)}
              profiles={catalogue?.profiles ?? {}}
              list={list}
              onChange={(next) => draft.set(['tools'], next)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
