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
import { findWays, type Way, type WayMatch } from './find-ways.ts';
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
      <Section
        title={t('agentsPage.routing.title')}
        lead={t('agentsPage.routing.lead')}
        actions={
          <a className={styles['link']} href={formatAddress('config', [], { path: 'bindings' })}>
            {t('agentsPage.routing.editRules')}
          </a>
        }
      >
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
      <RouteQuestion />
    </>
  );
}

function keyOf(way: Way): string {
  return way.kind === 'binding' ? `rule ${way.index}` : `${way.kind} ${way.channel}`;
}

function WayRow({ way }: { readonly way: Way }) {
  const { t } = useTranslation();
  const { channels } = useApp();
  const channelId = way.kind === 'binding' ? way.match.channel : way.channel;
  const status = useStore(channels, (state) => state.channels.find(({ id }) => id === channelId));
  return (
    <li className={styles['way']}>
      <ArrowRight size={14} aria-hidden className={styles['wayIcon']} />
      <span>{wayWords(t, way)}</span>
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

function wayWords(t: TFunction, way: Way): string {
  switch (way.kind) {
    case 'channel':
      return t('agentsPage.routing.channelWay', { channel: way.channel });
    case 'default':
      return t('agentsPage.routing.defaultWay', { channel: way.channel });
    case 'binding': {
      const what = matchWords(t, way.match).join(' ');
      return t('agentsPage.routing.bindingWay', { what, number: way.index + 1 });
    }
  }
}

/** What a rule asks for: "on telegram", "from group -100". */
function matchWords(t: TFunction, match: WayMatch): readonly string[] {
  const { channel, peer, parent, group, role, team } = match;
  return [
    ...(peer === undefined
      ? []
      : [t('agentsPage.routing.what.peer', { peer: peerWords(t, peer) })]),
    ...(parent === undefined
      ? []
      : [t('agentsPage.routing.what.parent', { parent: peerWords(t, parent) })]),
    ...(group === undefined ? [] : [t('agentsPage.routing.what.group', { group })]),
    ...(role === undefined ? [] : [t('agentsPage.routing.what.role', { role })]),
    ...(team === undefined ? [] : [t('agentsPage.routing.what.team', { team })]),
    channel === undefined || channel === '*'
      ? t('agentsPage.routing.what.anyChannel')
      : t('agentsPage.routing.what.channel', { channel }),
  ];
}

function peerWords(t: TFunction, peer: string): string {
  const cut = peer.indexOf(':');
  const kind = peer.slice(0, cut);
  const id = peer.slice(cut + 1);
  if (id === '*') {
    if (kind === 'direct') return t('agentsPage.routing.what.anyDirect');
    if (kind === 'group') return t('agentsPage.routing.what.anyGroup');
    return t('agentsPage.routing.what.anyChannelChat');
  }
  if (kind === 'direct') return t('agentsPage.routing.what.direct', { id });
  if (kind === 'group') return t('agentsPage.routing.what.groupChat', { id });
  return t('agentsPage.routing.what.channelChat', { id });
}
