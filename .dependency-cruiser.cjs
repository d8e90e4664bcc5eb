// The fences of ARCHITECTURE.md: a folder is a layer, and this file guards it. Each rule has a
// planted violation in scripts/fences/fences.test.ts, so that a rule that stops biting is noticed.
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const tests = '[.]test[.]tsx?$';
/** Who may put the parts of the gateway together. */
const roots = 'index[.]ts|headless[.]ts|compose[.]ts|compose/|desktop/';

module.exports = {
  forbidden: [
    forbid('no-circular', 'cycles make a change unpredictable', {}, { circular: true }),
    forbid(
      'shared-is-a-leaf',
      'shared imports nothing of ours',
      { path: '^src/shared' },
      { path: '^src/(main|preload|renderer)|^(e2e|bench|scripts)/' },
    ),
    forbid(
      'shared-is-portable',
      'no Node, no Electron in shared',
      { path: '^src/shared', pathNot: tests },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'electron-is-thin',
      'electron only in the desktop layer',
      {
        path: '^(src|e2e|bench|scripts)',
        pathNot: '^src/main/desktop|^src/main/index[.]ts$|^src/preload',
      },
      { path: '(^|/)node_modules/electron/|^electron$' },
    ),
    forbid(
      'desktop-by-its-root',
      'the gateway and everything else knows nothing of the desktop',
      { path: '^(src|e2e|bench)', pathNot: '^src/main/desktop/|^src/main/index[.]ts$' },
      { path: '^src/(main/desktop|preload)/' },
    ),
    forbid(
      'one-sqlite',
      'only storage opens a database',
      { path: '^src', pathNot: '^src/main/storage' },
      { path: '(^|/)node_modules/better-sqlite3|^better-sqlite3$' },
    ),
    forbid(
      'channels-stand-alone',
      'a channel imports neither another channel nor the gateway',
      { path: '^src/main/channels/([^/]+)/' },
      {
        path: '^src/main/(channels/(?!$1/)[^/]+/|gateway|sessions|delivery|agents|router|nodes|config|storage|cli)',
      },
    ),
    forbid(
      'renderer-only-shared',
      'the interface knows the contract and nothing behind it',
      { path: '^src/renderer' },
      { path: '^src/(main|preload)|^(e2e|bench|scripts)/' },
    ),
    forbid(
      'renderer-no-node',
      'the interface runs in a plain browser',
      { path: '^src/renderer', pathNot: tests },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'gateway-by-roots',
      'only composition roots build the gateway',
      { path: `^src/main/(?!gateway/|${roots})` },
      { path: '^src/main/gateway/' },
    ),
    forbid(
      'isolated-vm-in-its-process',
      'isolated-vm only in the sandbox program',
      { path: '^src', pathNot: '^src/main/sandbox/host' },
      { path: '(^|/)isolated-vm' },
    ),
    forbid(
      'no-tests-in-product',
      'tests and tools stay out of the product',
      { path: '^src', pathNot: tests },
      { path: `${tests}|^(e2e|bench|scripts)/` },
    ),
    forbid(
      'not-to-unresolvable',
      'an import must lead somewhere',
      { path: '^(src|e2e|bench|scripts)/' },
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(fixtures|out)/' },
    tsConfig: { fileName: 'tsconfig.node.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
