import type { TFunction } from 'i18next';
import { isRecord } from '../../../shared/is-record.ts';
import type { ChannelState } from '../../../shared/model/channel-state.ts';
import type { Tone } from '../../ui/badge.tsx';

/** How a state looks; its words stand beside it. */
export function toneOf(state: ChannelState): Tone {
  switch (state) {
    case 'running':
      return 'ok';
    case 'starting':
    case 'retrying':
      return 'warn';
    case 'invalid':
    case 'conflict':
    case 'refused':
      return 'bad';
    case 'off':
    case 'stopped':
      return 'plain';
  }
}

/** What a messenger is called. */
export function messengerName(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1);
}

/** Who may talk to the assistant on a channel, in sentences. */
export function describeAccess(t: TFunction, entry: unknown): readonly string[] {
  const access = isRecord(entry) && isRecord(entry['access']) ? entry['access'] : {};
  return [describeDirect(t, access), ...describeGroups(t, access['groups'])];
}

function describeDirect(t: TFunction, access: Readonly<Record<string, unknown>>): string {
  const allowed = Array.isArray(access['allowFrom']) ? access['allowFrom'].length : 0;
  switch (access['direct']) {
    case 'allowlist':
      return allowed === 0
        ? t('channelsPage.direct.allowlistEmpty')
        : t('channelsPage.direct.allowlist', { count: allowed });
    case 'open':
      return t('channelsPage.direct.open');
    case 'off':
      return t('channelsPage.direct.off');
    default:
      return allowed === 0
        ? t('channelsPage.direct.pairing')
        : t('channelsPage.direct.pairingExcept', { count: allowed });
  }
}

function describeGroups(t: TFunction, groups: unknown): readonly string[] {
  const entries = isRecord(groups) ? Object.entries(groups) : [];
  if (entries.length === 0) return [t('channelsPage.groups.silent')];
  return entries.map(([id, rule]) => {
    const group = id === '*' ? t('channelsPage.groups.all') : t('channelsPage.groups.one', { id });
    const { enabled, requireMention } = isRecord(rule) ? rule : {};
    if (enabled === false) return t('channelsPage.groups.off', { group });
    return requireMention === false
      ? t('channelsPage.groups.always', { group })
      : t('channelsPage.groups.mentioned', { group });
  });
}
