// The fences of ARCHITECTURE.md: a folder is a layer, and this file guards it.
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    only('no-circular', 'cycles make a change unpredictable', {}, { circular: true }),
    only('shared-is-a-leaf', 'shared imports nothing of ours',
      { path: '^src/shared' }, { path: '^src/(main|preload|renderer)|^(e2e|bench|scripts)' }),
    only('shared-is-portable', 'no Node, no Electron in shared',
      { path: '^src/shared', pathNot: '[.]test[.]ts$' }, { dependencyTypes: ['core'] }),
    only('electron-is-thin', 'electron only in the desktop layer',
      { path: '^src', pathNot: '^src/main/desktop|^src/main/index[.]ts$|^src/preload' },
      { path: '(^|/)node_modules/electron/|^electron$' }),
    only('one-sqlite', 'only storage opens a database',
      { path: '^src', pathNot: '^src/main/storage' },
      { path: '(^|/)node_modules/better-sqlite3|^better-sqlite3$' }),
    only('channels-stand-alone', 'a channel imports neither another channel nor the gateway',
      { path: '^src/main/channels/([^/]+)/' },
      { path: '^src/main/(channels/(?!$1)[^/]+/|gateway|sessions|delivery|agents|router|nodes|config)' }),
    only('renderer-only-shared', 'the interface knows the contract and nothing behind it',
      { path: '^src/renderer' }, { path: '^src/(main|preload)|^(e2e|bench|scripts)' }),
    only('renderer-no-node', 'the interface runs in a plain browser',
      { path: '^src/renderer', pathNot: '[.]test[.]tsx?$' }, { dependencyTypes: ['core'] }),
    only('gateway-by-roots', 'only composition roots build the gateway',
      { path: '^src/main/(?!gateway/|index[.]ts|headless[.]ts|desktop/|compose/)' },
      { path: '^src/main/gateway/' }),
    only('isolated-vm-in-its-process', 'isolated-vm only in the sandbox program',
      { path: '^src', pathNot: '^src/main/sandbox/host' }, { path: 'isolated-vm' }),
    only('no-tests-in-product', 'tests stay out of the product',
      { path: '^src', pathNot: '[.]test[.]tsx?$' }, { path: '[.]test[.]tsx?$|^e2e/|^bench/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.node.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
