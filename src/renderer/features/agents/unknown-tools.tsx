import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import styles from './agents.module.css';
import type { TabProps } from './tab-props.ts';

/** Names in the list that lead nowhere, each with the way to take it out. */
export function UnknownTools({
  agent,
  draft,
  preview,
  list,
}: TabProps & { readonly list: readonly string[] }) {
  const { t } = useTranslation();
  const tools = useStore(preview.store, ({ value }) => value?.tools);
  const own = [`agents.${agent.id}.tools`, `agents["${agent.id}"].tools`];
  const unknown = (tools ?? []).filter(
    ({ verdict, path }) => verdict === 'unknown' && path !== undefined && own.includes(path),
  );
  if (unknown.length === 0) return null;
  return (
    <div className={styles['unknown']} role="group" aria-label={t('agentsPage.tools.unknownTitle')}>
      <p className={styles['fieldLabel']}>{t('agentsPage.tools.unknownTitle')}</p>
      <ul className={styles['unknownList']}>
        {unknown.map(({ name }) => (
          <li key={name} className={styles['unknownRow']}>
            <span className={styles['mono']}>{name}</span>
            <span className={styles['whyOff']}>{t('agentsPage.tools.why.unknown')}</span>
            <Button
              size="small"
              onClick={() =>
                draft.set(
                  ['tools'],
                  list.filter((entry) => entry !== name && entry !== `!${name}`),
                )
              }
            >
              {t('agentsPage.tools.removeUnknown', { name })}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
