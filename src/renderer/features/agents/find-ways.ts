import { isRecord } from '../../../shared/is-record.ts';
import { valueAt } from '../../state/config-draft/plain-value.ts';
import { readRules, type RuleMatch } from '../routing/rules.ts';
import { textOf } from './read-agents.ts';

/** One reason why messages come to an agent. */
export type Way =
  | { readonly kind: 'binding'; readonly index: number; readonly match: RuleMatch }
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
  const byRule = readRules(valueAt(config, ['bindings'])).flatMap(
    ({ position, match, agent }): readonly Way[] =>
      agent === agentId ? [{ kind: 'binding', index: position, match }] : [],
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
