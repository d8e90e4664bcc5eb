// `npm run dev`: the gateway straight from its sources, started again at each change, and the
// interface built again at each change. Its state is kept in .dev/, apart from the real one.
import { spawn } from 'node:child_process';
import { build } from 'vite';
import { rendererConfig } from '../electron.vite.config.ts';
import { inRoot, root } from './root.ts';
import { toolEnv } from './run-command.ts';

await build({
  ...rendererConfig,
  configFile: false,
  logLevel: 'warn',
  build: {
    ...rendererConfig.build,
    outDir: inRoot('out', 'renderer'),
    emptyOutDir: true,
    watch: {},
  },
});

const stateDir = process.env['OPENCLAW_STATE_DIR'] ?? inRoot('.dev');
const program = ['--watch', '--watch-preserve-output', inRoot('src', 'main', 'cli', 'main.ts')];
const gateway = spawn(process.execPath, [...program, 'gateway', ...process.argv.slice(2)], {
  cwd: root,
  env: toolEnv({ OPENCLAW_STATE_DIR: stateDir }),
  stdio: 'inherit',
});
gateway.on('exit', (code) => process.exit(code ?? 1));
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => gateway.kill('SIGTERM'));
