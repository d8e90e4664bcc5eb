import { builtInProfiles } from '../../shared/config/tool-names.ts';

/**
 * Every profile that can be read: the built-in ones and those of the owner, which win. One that contains
 * itself, however far round, has no meaning and is left out, as if it did not exist.
 */
export function mergeProfiles(
  own: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, readonly string[]> {
  const all = new Map([...Object.entries(builtInProfiles), ...Object.entries(own)]);
  return new Map([...all].filter(([name]) => !containsItself(name, all)));
}

function containsItself(name: string, all: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [name];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const inside = (all.get(one) ?? []).flatMap(readProfileName);
    if (inside.includes(name)) return true;
    const fresh = inside.filter((profile) => !seen.has(profile));
    for (const profile of fresh) seen.add(profile);
    open.push(...fresh);
  }
  return false;
}

function readProfileName(entry: string): string[] {
  const name = /^!?@(.*)$/s.exec(entry)?.[1];
  return name === undefined ? [] : [name];
}
