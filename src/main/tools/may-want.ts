import type { Profiles } from './tool-list.ts';
import type { ToolRules } from './tool-policy.ts';

/**
 * Whether lists may allow any tool whose name begins with a prefix. What such a tool is called is not
 * known yet, so in doubt the answer is yes: then a server is started in vain, and nothing is opened.
 */
export function mayWant({ agent, channel, deny, profiles }: ToolRules, prefix: string): boolean {
  const hasExceptions = deny.list.some((entry) => entry.startsWith('!'));
  if (!hasExceptions && deny.list.some((entry) => covers(entry, prefix))) return false;
  return (
    mayName(agent.list, prefix, profiles) &&
    (channel === undefined || mayName(channel.list, prefix, profiles))
  );
}

function mayName(
  list: readonly string[],
  prefix: string,
  profiles: Profiles,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (list.some((entry) => entry.startsWith('!') && covers(entry.slice(1), prefix))) return false;
  if (list.length > 0 && list.every((entry) => entry.startsWith('!'))) return true;
  return list.some((entry) => {
    if (entry.startsWith('!')) return false;
    if (entry.startsWith('@')) {
      const name = entry.slice(1);
      if (seen.has(name)) return false;
      return mayName(profiles.get(name) ?? [], prefix, profiles, new Set([...seen, name]));
    }
    const begin = entry.endsWith('*') ? entry.slice(0, -1) : undefined;
    return entry.startsWith(prefix) || (begin !== undefined && prefix.startsWith(begin));
  });
}

/** Every name with the prefix fits the entry. */
function covers(entry: string, prefix: string): boolean {
  return entry.endsWith('*') && prefix.startsWith(entry.slice(0, -1));
}
