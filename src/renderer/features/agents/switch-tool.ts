/** Profiles by name, with the tools they stand for. */
export type ToolProfiles = Readonly<Record<string, readonly string[]>>;

/** Whether a list of tools has this one; as the gateway reads it: what is left out always wins. */
export function isListed(list: readonly string[], name: string, profiles: ToolProfiles): boolean {
  const without = list.filter((entry) => entry.startsWith('!'));
  if (without.some((entry) => fits(entry.slice(1), name, profiles))) return false;
  if (list.length > 0 && without.length === list.length) return true;
  return list.some((entry) => !entry.startsWith('!') && fits(entry, name, profiles));
}

/**
 * The list with one tool switched on or off, changed as little as can be: one entry goes or comes,
 * and a profile or a pattern that brings the tool stays, with a `!` against it.
 */
export function switchTool(
  list: readonly string[],
  name: string,
  isOn: boolean,
  profiles: ToolProfiles,
): readonly string[] {
  if (isListed(list, name, profiles) === isOn) return list;
  const opposite = isOn ? `!${name}` : name;
  const without = list.filter((entry) => entry !== opposite);
  // A list of nothing would be the default again where one means "none".
  if (isListed(without, name, profiles) === isOn && (without.length > 0 || !isOn)) return without;
  return [...without, isOn ? name : `!${name}`];
}

/** The entry of a list that leaves a tool out for good: a pattern or profile that one switch can't undo. */
export function findBroadRefusal(
  list: readonly string[],
  name: string,
  profiles: ToolProfiles,
): string | undefined {
  return list.find(
    (entry) =>
      entry.startsWith('!') && entry !== `!${name}` && fits(entry.slice(1), name, profiles),
  );
}

function fits(entry: string, name: string, profiles: ToolProfiles): boolean {
  if (entry.startsWith('@')) return profiles[entry.slice(1)]?.includes(name) ?? false;
  if (entry.endsWith('*')) return name.startsWith(entry.slice(0, -1));
  return entry === name;
}
