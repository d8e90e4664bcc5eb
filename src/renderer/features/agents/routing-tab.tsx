import type { TFunction } from 'i18next';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import { Badge } from '../../ui/badge.tsx';
import { Section } from '../../ui/section.tsx';
import { useConfig } from '../editing/use-draft.ts';
import styles from './agents.module.css';
import { RoutingEditor } from '../routing/routing-editor.tsx';
import type { RuleMatch } from '../routing/rules.ts';
import { useMatchWords } from '../routing/use-rule-words.ts';
import { findWays, type Way } from './find-ways.ts';
import { RouteQuestion } from './route-question.tsx';
import type { TabProps } from './tab-props.ts';

/** What leads to the agent and why, in words, and a question to the router. */
export function RoutingTab({ agent }: TabProps) {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const config = useConfig((state) => state.text?.config);
  const defaultId = useStore(gateway, ({ agents }) => agents?.defaultId);
  const ways = findWays(config, agent.id, defaultId);
  return (
    <>
      <Section title={t('agentsPage.routing.title')} lead={t('agentsPage.routing.lead')}>
        {!agent.isEnabled && <p className={styles['whyOff']}>{t('agentsPage.routing.off')}</p>}
        <ul className={styles['ways']}>
          {ways.map((way) => (
            <WayRow key={keyOf(way)} way={way} />
          ))}
          <li className={styles['way']}>
            <ArrowRight size={14} aria-hidden className={styles['wayIcon']} />
            <span>
              {agent.isDefault ? t('agentsPage.routing.pageDefault') : t('agentsPage.routing.page')}
            </span>
          </li>
        </ul>
        {ways.length === 0 && <p className={styles['quiet']}>{t('agentsPage.routing.none')}</p>}
      </Section>
      <RoutingEditor scope={{ agent: agent.id }} />
      <RouteQuestion />
    </>
  );
}

function keyOf(way: Way): string {
  return way.kind === 'binding' ? `rule ${way.index}` : `${way.kind} ${way.channel}`;
}

function WayRow({ way }: { readonly way: Way }) {
  const { t } = useTranslation();
  const words = useMatchWords();
  const { channels } = useApp();
  const channelId = way.kind === 'binding' ? way.match.channel : way.channel;
  const status = useStore(channels, (state) => state.channels.find(({ id }) => id === channelId));
  return (
    <li className={styles['way']}>
      <ArrowRight size={14} aria-hidden className={styles['wayIcon']} />
      <span>{wayWords(t, words, way)}</span>
      {status?.state === 'off' && <Badge>{t('agentsPage.routing.state.off')}</Badge>}
      {status && broken.has(status.state) && (
        <Badge tone="bad">{t('agentsPage.routing.state.broken')}</Badge>
      )}
      {channelId !== undefined && channelId !== '*' && (
        <a className={styles['link']} href={formatAddress('channels', [channelId])}>
          {t('agentsPage.routing.editChannel')}
        </a>
      )}
    </li>
  );
}

const broken: ReadonlySet<string> = new Set(['invalid', 'conflict', 'refused']);

function wayWords(t: TFunction, words: (match: RuleMatch) => string, way: Way): string {
  switch (way.kind) {
    case 'channel':
      return t('agentsPage.routing.channelWay', { channel: way.channel });
    case 'default':
      return t('agentsPage.routing.defaultWay', { channel: way.channel });
    case 'binding': {
      return t('agentsPage.routing.bindingWay', {
        ...{ what: words(way.match), number: way.index + 1 },
      });
    }
  }
}
