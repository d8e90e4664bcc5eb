const passedOn = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'SystemRoot',
  'windir',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMFILES',
  'USERPROFILE',
];

/**
 * What a browser and what steers it get of the environment: where things are and how to speak. No key,
 * and no variable that changes how the browser is started.
 */
export function pickBrowserEnv(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    passedOn.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
