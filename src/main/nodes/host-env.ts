/** What a host may know of its surroundings. Secrets come over stdin and never this way. */
const passedOn = [
  'PATH',
  'TZ',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // Windows can't open a socket without it.
  'SystemRoot',
  // For an Electron binary that runs as Node.
  'ELECTRON_RUN_AS_NODE',
  // Crash tests; see kill-points.ts and protections.ts.
  'NODE_ENV',
  'OPENCLAW_KILL_POINT',
  'OPENCLAW_TEST_DISABLE',
];

/** The environment of a channel host. */
export function hostEnv(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const taken = passedOn.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // Node reads the proxy variables only when it is told to.
  return { NODE_USE_ENV_PROXY: '1', ...Object.fromEntries(taken) };
}
