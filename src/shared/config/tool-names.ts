/** Tools that are built in; extensions and MCP servers bring more. */
export const builtInToolNames = [
  'clock',
  'calculate',
  'system',
  'wait',
  'wait_once',
  'code',
  'web_fetch',
  'web_search',
  'browser',
  'files',
  'shell',
  'cron',
  'memory',
  'message',
  'sessions',
  'skill',
] as const;

/** Profiles that are always there. A profile of the owner with the same name takes its place. */
export const builtInProfiles: Readonly<Record<string, readonly string[]>> = {
  safe: ['clock', 'calculate', 'system', 'code', 'cron', 'memory', 'skill'],
  standard: ['@safe', 'web_fetch', 'web_search', 'browser', 'files', 'sessions'],
  all: ['*'],
};
