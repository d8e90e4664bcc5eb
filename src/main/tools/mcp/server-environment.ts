/** What every program needs to find others, its user's files and its language. */
const passedOn = ['PATH', 'HOME', 'LANG'] as const;
/** What the SDK would pass on by itself where it is not told otherwise. */
const keptBack = ['LOGNAME', 'SHELL', 'TERM', 'USER'] as const;
/** Without these, programs do not start on Windows; none of them is a secret. */
const onWindows = ['SYSTEMROOT', 'SYSTEMDRIVE', 'TEMP', 'PATHEXT', 'COMSPEC'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * All that a server sees of the environment: PATH, HOME, LANG and what the config lists. Never the
 * gateway's own variables, where its keys are. An undefined value takes a variable away.
 */
export function serverEnvironment(
  own: Environment,
  configured: Readonly<Record<string, string>>,
  platform: NodeJS.Platform = process.platform,
): Environment {
  const names = platform === 'win32' ? [...passedOn, ...onWindows] : passedOn;
  return {
    ...Object.fromEntries(keptBack.map((name) => [name, undefined])),
    ...Object.fromEntries(names.map((name) => [name, own[name]])),
    ...configured,
  };
}
