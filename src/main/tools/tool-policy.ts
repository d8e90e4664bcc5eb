import type { EffectiveTool } from '../../shared/protocol/tools.ts';
import { readDenyList, readToolList, type Profiles } from './tool-list.ts';

/** A list of tools and where it stands in the config. */
export interface PlacedList {
  readonly list: readonly string[];
  readonly path: string;
}

/** Everything that says who may use what. */
export interface ToolRules {
  readonly profiles: Profiles;
  readonly agent: PlacedList;
  /** Absent where the channel restricts nothing. */
  readonly channel?: PlacedList | undefined;
  readonly deny: PlacedList;
}

/** Whether a tool may be used as far as lists go, with the entry and the list that decided. */
export type PolicyVerdict = Pick<EffectiveTool, 'verdict' | 'entry' | 'path'>;

/**
 * What is on the agent's list, and on the channel's, and not denied for everybody. Pure and total; of
 * several reasons against a tool the first in the order of `toolVerdicts` is told.
 */
export function decideTool(name: string, rules: ToolRules): PolicyVerdict {
  const { profiles, agent, channel, deny } = rules;
  const own = readToolList(agent.list, name, profiles);
  if (own.kind === 'not-listed') return { verdict: 'not-listed', path: agent.path };
  if (own.kind === 'left-out') return { verdict: 'left-out', entry: own.entry, path: agent.path };
  const denied = readDenyList(deny.list, name, profiles);
  if (denied.kind === 'listed')
    return { verdict: 'denied-for-everybody', ...entryOf(denied.entry), path: deny.path };
  if (channel) {
    const here = readToolList(channel.list, name, profiles);
    if (here.kind === 'left-out')
      return { verdict: 'not-on-channel', entry: here.entry, path: channel.path };
    if (here.kind === 'not-listed') return { verdict: 'not-on-channel', path: channel.path };
  }
  return { verdict: 'allowed', ...entryOf(own.entry), path: agent.path };
}

function entryOf(entry: string | undefined): { entry?: string } {
  return entry === undefined ? {} : { entry };
}
