import type { PlanEffect } from '../../../shared/protocol/config.ts';

const words = {
  live: 'live',
  'agent.added': 'agentAdded',
  'agent.removed': 'agentRemoved',
  'agent.next-turn': 'agentNextTurn',
  'channel.added': 'channelAdded',
  'channel.removed': 'channelRemoved',
  'channel.restarted': 'channelRestarted',
  'listener.re-bound': 'listenerReBound',
} as const satisfies Record<PlanEffect['code'], string>;

/** An effect by the name its words have. */
export interface EffectLine {
  readonly code: (typeof words)[PlanEffect['code']];
  readonly subject: string;
}

/** The effects without repetition; what happens at once is said only when nothing else happens. */
export function describeEffects(effects: readonly PlanEffect[]): readonly EffectLine[] {
  const lines = new Map<string, EffectLine>();
  for (const { code, subject = '' } of effects) {
    const line = { code: words[code], subject: code === 'live' ? '' : subject };
    lines.set(`${line.code} ${line.subject}`, line);
  }
  const all = [...lines.values()];
  const moving = all.filter(({ code }) => code !== 'live');
  return moving.length > 0 ? moving : all;
}
