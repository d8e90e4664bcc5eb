/** The profiles an entry such as `@safe` can name. None of them contains itself. */
export type Profiles = ReadonlyMap<string, readonly string[]>;

/** What a list says of one tool, and the entry that decided. */
export type ListVerdict =
  | { readonly kind: 'listed'; readonly entry: string | undefined }
  | { readonly kind: 'left-out'; readonly entry: string }
  | { readonly kind: 'not-listed' };

/** What holds where a list can't be understood: it names a profile that does not exist. */
type Doubt = 'selected' | 'not-selected';

interface Reading {
  readonly profiles: Profiles;
  readonly doubt: Doubt;
  /** What each profile said so far, by doubt and name: none is read twice however often it is named. */
  readonly known: Map<string, boolean>;
}

/**
 * Looks a tool up in a list. An entry with `!` always wins over one without; among equals the first
 * counts. A list of nothing but `!` means everything else. Pure and total. A profile that does not
 * exist grants nothing, and behind a `!` leaves out everything: a slip of the pen never opens anything.
 */
export function readToolList(
  list: readonly string[],
  name: string,
  profiles: Profiles,
): ListVerdict {
  return decide(list, name, { profiles, doubt: 'not-selected', known: new Map() });
}

/** The same for a list that takes away, such as `tools.deny`: in doubt a tool is on it. */
export function readDenyList(
  list: readonly string[],
  name: string,
  profiles: Profiles,
): ListVerdict {
  return decide(list, name, { profiles, doubt: 'selected', known: new Map() });
}

function decide(list: readonly string[], name: string, reading: Reading): ListVerdict {
  const against: Reading = { ...reading, doubt: opposite(reading.doubt) };
  const leftOut = list.find((entry) => isLeaving(entry) && fits(entry.slice(1), name, against));
  if (leftOut !== undefined) return { kind: 'left-out', entry: leftOut };
  if (list.length > 0 && list.every(isLeaving)) return { kind: 'listed', entry: undefined };
  const entry = list.find((one) => !isLeaving(one) && fits(one, name, reading));
  return entry === undefined ? { kind: 'not-listed' } : { kind: 'listed', entry };
}

function fits(entry: string, name: string, reading: Reading): boolean {
  if (entry.startsWith('@')) return holds(entry.slice(1), name, reading);
  if (entry.endsWith('*')) return name.startsWith(entry.slice(0, -1));
  return entry === name;
}

function holds(profile: string, name: string, reading: Reading): boolean {
  const list = reading.profiles.get(profile);
  if (!list) return reading.doubt === 'selected';
  const key = `${reading.doubt} ${profile}`;
  const isListed = reading.known.get(key) ?? decide(list, name, reading).kind === 'listed';
  reading.known.set(key, isListed);
  return isListed;
}

function isLeaving(entry: string): boolean {
  return entry.startsWith('!');
}

function opposite(doubt: Doubt): Doubt {
  return doubt === 'selected' ? 'not-selected' : 'selected';
}

/** Names in a list, without `!`, that are neither a tool nor a profile and no pattern that fits one. */
export function findUnknownNames(
  list: readonly string[],
  tools: readonly string[],
  profiles: Profiles,
): readonly string[] {
  const names = new Set(list.map((entry) => (isLeaving(entry) ? entry.slice(1) : entry)));
  return [...names].filter((name) => {
    if (name.startsWith('@')) return !profiles.has(name.slice(1));
    if (name.endsWith('*')) return name !== '*' && !tools.some((tool) => fitsPlain(name, tool));
    return !tools.includes(name);
  });
}

function fitsPlain(pattern: string, tool: string): boolean {
  return tool.startsWith(pattern.slice(0, -1));
}
