import { tierOfMatch, type BindingTier } from '../../shared/config/binding-tier.ts';
import type { Binding } from '../../shared/config/bindings.ts';
import type { RouteDecision, RouteTier } from '../../shared/protocol/route.ts';
import { isPeerPattern, matchesPattern } from './peer-pattern.ts';
import { formatPeer, parentOf, type RouteInput } from './route-input.ts';

export type Outcome = RouteDecision['considered'][number]['outcome'];
type Mismatch = Extract<Outcome, `other-${string}`>;

/** A message in the form in which bindings are compared with it. */
export interface Question {
  readonly channel: string;
  readonly peer: string;
  readonly parent: string | undefined;
  readonly group: string | undefined;
  readonly team: string | undefined;
  readonly roles: readonly string[];
}

/** Writes a message's peers as bindings do, once for all comparisons. */
export function toQuestion(input: RouteInput): Question {
  const parent = parentOf(input);
  return {
    channel: input.channel,
    peer: formatPeer(input.peer),
    parent: parent && formatPeer(parent),
    group: input.group,
    team: input.team,
    roles: input.roles ?? [],
  };
}

/** How specific a binding is by what it names. */
export function tierOf({ match }: Binding): BindingTier {
  return tierOfMatch(match);
}

/**
 * The first field of a binding that a message does not fit; undefined when it fits all of them.
 * A binding for a peer also fits the threads of that peer.
 */
export function findMismatch({ match }: Binding, question: Question): Mismatch | undefined {
  if (match.channel !== undefined && match.channel !== question.channel) return 'other-channel';
  if (match.peer !== undefined && !fitsPeer(match.peer, question)) return 'other-peer';
  if (match.parent !== undefined && match.parent !== question.parent) return 'other-parent';
  if (match.group !== undefined && match.group !== question.group) return 'other-group';
  if (match.role !== undefined && !question.roles.includes(match.role)) return 'other-role';
  if (match.team !== undefined && match.team !== question.team) return 'other-team';
  return undefined;
}

function fitsPeer(wanted: string, question: Question): boolean {
  if (isPeerPattern(wanted)) return matchesPattern(wanted, question.peer);
  return wanted === question.peer || wanted === question.parent;
}

/** The tier a binding has for one message: a peer reached through its thread ranks as a parent. */
export function tierFor(binding: Binding, question: Question): RouteTier {
  const tier = tierOf(binding);
  const isInherited = tier === 'peer' && binding.match.peer !== question.peer;
  return isInherited && binding.match.peer === question.parent ? 'parent' : tier;
}
