import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RuleMatch } from './rules.ts';

/** What a rule asks for, in words: "from group -100 on home". */
export function useMatchWords(): (match: RuleMatch) => string {
  const { t } = useTranslation();
  return (match) => matchWords(t, match).join(' ');
}

function matchWords(t: TFunction, match: RuleMatch): readonly string[] {
  const { channel, peer, parent, group, role, team } = match;
  return [
    ...(peer === undefined ? [] : [t('routing.what.peer', { peer: peerWords(t, peer) })]),
    ...(parent === undefined ? [] : [t('routing.what.parent', { parent: peerWords(t, parent) })]),
    ...(group === undefined ? [] : [t('routing.what.group', { group })]),
    ...(role === undefined ? [] : [t('routing.what.role', { role })]),
    ...(team === undefined ? [] : [t('routing.what.team', { team })]),
    channel === undefined ? t('routing.what.anyChannel') : t('routing.what.channel', { channel }),
  ];
}

function peerWords(t: TFunction, peer: string): string {
  const cut = peer.indexOf(':');
  const kind = peer.slice(0, cut);
  const id = peer.slice(cut + 1);
  if (id === '*') {
    if (kind === 'direct') return t('routing.what.anyDirect');
    if (kind === 'group') return t('routing.what.anyGroup');
    return t('routing.what.anyChannelChat');
  }
  if (kind === 'direct') return t('routing.what.direct', { id });
  if (kind === 'group') return t('routing.what.groupChat', { id });
  return t('routing.what.channelChat', { id });
}
