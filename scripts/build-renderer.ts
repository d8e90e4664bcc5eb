// `node scripts/build-renderer.ts --out <folder>`: the interface alone, into a folder of its own, for
// those who work on it while a gateway serves another build (see OPENCLAW_RENDERER_DIR).
import { parseArgs } from 'node:util';
import path from 'node:path';
import { build } from 'vite';
import { rendererConfig } from '../electron.vite.config.ts';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (values.out === undefined) throw new Error('--out <folder> is missing');
await build({
  ...rendererConfig,
  configFile: false,
  logLevel: 'warn',
  build: { ...rendererConfig.build, outDir: path.resolve(values.out), emptyOutDir: true },
});
