import { isRecord } from '../../../shared/is-record.ts';
import { valueAt } from '../../state/config-draft/plain-value.ts';
import { textOf } from './read-agents.ts';

/** What a rule of section `bindings` asks for. */
export interface WayMatch {
  readonly channel?: string | undefined;
  readonly peer?: string | undefined;
  readonly parent?: string | undefined;
  readonly group?: string | undefined;
  readonly role?: string | undefined;
  readonly team?: string | undefined;
}

/** One reason why messages come to an agent. */
export type Way =
  | { readonly kind: 'binding'; readonly index: number; readonly match: WayMatch }
  | { readonly kind: 'channel' | 'default'; readonly channel: string };

/**
 * What leads to an agent, the more specific first, as far as the configuration says it.
 * @param config the effective configuration
 */
export function findWays(
  config: unknown,
  agentId: string,
  defaultId: string | undefined,
): readonly Way[] {
  const bindings = valueAt(config, ['bindings']);
  const rules: readonly unknown[] = Array.isArray(bindings) ? bindings : [];
  const byRule = rules.flatMap((rule, index): readonly Way[] =>
    valueAt(rule, ['agent']) === agentId
      ? [{ kind: 'binding', index, match: readMatch(valueAt(rule, ['match'])) }]
      : [],
  );
  const byChannel = listChannels(config).flatMap(({ id, agent }): readonly Way[] => {
    if (agent === agentId) return [{ kind: 'channel', channel: id }];
    return agent === undefined && agentId === defaultId ? [{ kind: 'default', channel: id }] : [];
  });
  return [...byRule, ...byChannel];
}

export interface ChannelEntry {
  readonly id: string;
  readonly agent: string | undefined;
}

/** Messengers of the configuration; the page itself is none. */
export function listChannels(config: unknown): readonly ChannelEntry[] {
  const channels = valueAt(config, ['channels']);
  if (!isRecord(channels)) return [];
  return Object.entries(channels)
    .filter(([, entry]) => valueAt(entry, ['type']) !== 'web')
    .map(([id, entry]) => ({ id, agent: textOf(valueAt(entry, ['agent'])) }));
}

function readMatch(match: unknown): WayMatch {
  const read = (key: string): string | undefined => textOf(valueAt(match, [key]));
  return {
    channel: read('channel'),
    peer: read('peer'),
    parent: read('parent'),
    group: read('group'),
    role: read('role'),
    team: read('team'),
  };
}
