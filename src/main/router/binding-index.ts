import type { RouteTier } from '../../shared/protocol/route.ts';
import type { Binding } from '../../shared/config/bindings.ts';
import { findMismatch, tierOf, type Question } from './judge-binding.ts';

/** A binding with its place in the config. */
export interface IndexedBinding {
  readonly position: number;
  readonly binding: Binding;
}

/** Finds the binding that decides, without looking at those that cannot. */
export interface BindingIndex {
  find(
    question: Question,
  ): { readonly tier: RouteTier; readonly found: IndexedBinding } | undefined;
}

type Lists = Map<string, IndexedBinding[]>;

/** The bindings of one channel (or of all channels), by what a message must have to fit them. */
interface Shelf {
  readonly peer: Lists;
  readonly parent: Lists;
  readonly pattern: Lists;
  readonly role: Lists;
  readonly group: Lists;
  readonly team: Lists;
  readonly instance: IndexedBinding[];
}

/** Prepares bindings whose agents can answer. Each list is in config order. */
export function indexBindings(bindings: readonly IndexedBinding[]): BindingIndex {
  const shelves = new Map<string, Shelf>();
  const everyChannel = makeShelf();
  for (const entry of bindings) {
    const { channel } = entry.binding.match;
    place(channel === undefined ? everyChannel : getOrMake(shelves, channel, makeShelf), entry);
  }
  return { find: (question) => search(shelves.get(question.channel), everyChannel, question) };
}

function place(shelf: Shelf, entry: IndexedBinding): void {
  for (const entries of listsOf(shelf, entry.binding)) entries.push(entry);
}

function listsOf(shelf: Shelf, binding: Binding): IndexedBinding[][] {
  const { peer = '', parent = '', role = '', group = '', team = '' } = binding.match;
  const list = (lists: Lists, key: string) => getOrMake(lists, key, () => []);
  switch (tierOf(binding)) {
    case 'peer':
      // It fits the threads of that peer as well, one tier lower.
      return [list(shelf.peer, peer), list(shelf.parent, peer)];
    case 'parent':
      return [list(shelf.parent, parent)];
    case 'peer-pattern':
      return [list(shelf.pattern, kindOf(peer))];
    case 'group-role':
      return [list(shelf.role, role)];
    case 'group':
      return [list(shelf.group, group)];
    case 'team':
      return [list(shelf.team, team)];
    default:
      return [shelf.instance];
  }
}

const kindOf = (peer: string): string => peer.slice(0, peer.indexOf(':'));

function search(
  own: Shelf | undefined,
  every: Shelf,
  question: Question,
): ReturnType<BindingIndex['find']> {
  const at = (tier: RouteTier, pick: (shelf: Shelf) => readonly IndexedBinding[] | undefined) => {
    const found = firstOf(own && firstFit(pick(own), question), firstFit(pick(every), question));
    return found && { tier, found };
  };
  const { peer, parent, group, team } = question;
  return (
    at('peer', (shelf) => shelf.peer.get(peer)) ??
    (parent === undefined ? undefined : at('parent', (shelf) => shelf.parent.get(parent))) ??
    at('peer-pattern', (shelf) => shelf.pattern.get(kindOf(peer))) ??
    findByRole(own, every, question) ??
    (group === undefined ? undefined : at('group', (shelf) => shelf.group.get(group))) ??
    (team === undefined ? undefined : at('team', (shelf) => shelf.team.get(team))) ??
    at('instance', (shelf) => shelf.instance)
  );
}

function findByRole(
  own: Shelf | undefined,
  every: Shelf,
  question: Question,
): ReturnType<BindingIndex['find']> {
  let best: IndexedBinding | undefined;
  for (const role of question.roles) {
    best = firstOf(best, own && firstFit(own.role.get(role), question));
    best = firstOf(best, firstFit(every.role.get(role), question));
  }
  return best && { tier: 'group-role', found: best };
}

function firstFit(
  entries: readonly IndexedBinding[] | undefined,
  question: Question,
): IndexedBinding | undefined {
  return entries?.find((entry) => findMismatch(entry.binding, question) === undefined);
}

function firstOf(
  a: IndexedBinding | undefined,
  b: IndexedBinding | undefined,
): IndexedBinding | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.position < b.position ? a : b;
}

function makeShelf(): Shelf {
  return {
    peer: new Map(),
    parent: new Map(),
    pattern: new Map(),
    role: new Map(),
    group: new Map(),
    team: new Map(),
    instance: [],
  };
}

function getOrMake<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
