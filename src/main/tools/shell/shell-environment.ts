/**
 * All a command gets to see of the environment: where programs are, its workspace as home, the language,
 * and the names the owner allowed. Names of our own never go along: they may hold the key to the gateway.
 */
export function shellEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  allowed: readonly string[],
  home: string,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const names = ['PATH', ...(platform === 'win32' ? windowsNames : []), ...allowed];
  const picked = names
    .filter((name) => !/^OPENCLAW_/i.test(name))
    .flatMap((name): [string, string][] => {
      const value = Object.hasOwn(env, name) ? env[name] : undefined;
      return value === undefined ? [] : [[name, value]];
    });
  const own = platform === 'win32' ? { HOME: home, USERPROFILE: home } : { HOME: home };
  return { LANG: env['LANG'] ?? 'C.UTF-8', ...Object.fromEntries(picked), ...own };
}

/** Without these no program of Windows starts. */
const windowsNames = ['SystemRoot', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP'];
