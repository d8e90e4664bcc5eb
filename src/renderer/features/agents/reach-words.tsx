import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { useConfig } from '../editing/use-draft.ts';
import styles from './agents.module.css';
import { findWays, type Way } from './find-ways.ts';

/** What leads to an agent, in a few words. */
export function ReachWords({ agentId }: { readonly agentId: string }) {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const config = useConfig((state) => state.text?.config);
  const defaultId = useStore(gateway, ({ agents }) => agents?.defaultId);
  const ways = findWays(config, agentId, defaultId);
  const places = new Set(ways.map(placeOf).filter((place) => place !== undefined));
  const words = [...places, ...(agentId === defaultId ? [t('agentsPage.reachDefault')] : [])];
  if (words.length === 0)
    return <span className={styles['quiet']}>{t('agentsPage.reachNothing')}</span>;
  return <span className={styles['reach']}>{words.join(', ')}</span>;
}

function placeOf(way: Way): string | undefined {
  switch (way.kind) {
    case 'channel':
      return way.channel;
    case 'default':
      return undefined;
    case 'binding':
      return [way.match.channel, way.match.peer ?? way.match.group ?? way.match.team]
        .filter((part) => part !== undefined && part !== '*')
        .join(' ');
  }
}
