import type { Binding } from './bindings.ts';

/** How specific a rule can be, the most specific first: that is the order in which rules count. */
export const bindingTiers = [
  'peer',
  'parent',
  'peer-pattern',
  'group-role',
  'group',
  'team',
  'instance',
] as const;
export type BindingTier = (typeof bindingTiers)[number];

/** How specific a rule is by what it names; the most specific field counts. */
export function tierOfMatch(match: Binding['match']): BindingTier {
  if (match.peer !== undefined && !match.peer.includes('*')) return 'peer';
  if (match.parent !== undefined) return 'parent';
  if (match.peer !== undefined) return 'peer-pattern';
  if (match.role !== undefined) return 'group-role';
  if (match.group !== undefined) return 'group';
  if (match.team !== undefined) return 'team';
  return 'instance';
}
