/** Profiles that are always there. A profile of the owner with the same name takes its place. */
export const builtInProfiles: Readonly<Record<string, readonly string[]>> = {
  safe: ['clock', 'calculate', 'system', 'code', 'cron', 'memory', 'skill'],
  standard: ['@safe', 'web_fetch', 'web_search', 'browser', 'files', 'sessions'],
  all: ['*'],
};

/** Every profile there is: the built-in ones and those of the owner, which win. */
export function mergeProfiles(
  own: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, readonly string[]> {
  return new Map([...Object.entries(builtInProfiles), ...Object.entries(own)]);
}
