import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import path from 'node:path';
import type { Plugin, UserConfig } from 'vite';
import { createStartChunkRule } from './scripts/start-chunk-rule.ts';

const fromRoot = (file: string): string => path.resolve(import.meta.dirname, file);

/** Pages live at `/`, also under `app://`, so that a reload on any of them finds its files. */
const absoluteBase: Plugin = {
  name: 'openclaw:absolute-base',
  enforce: 'post',
  config: () => ({ base: '/' }),
};

/**
 * The editor writes style elements. Its one module that does so is replaced by ours, which needs no
 * exception from the content security policy.
 */
const adoptedStyles: Plugin = {
  name: 'openclaw:adopted-styles',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.endsWith('/domStylesheets.js') && importer?.includes('/monaco-editor/')
      ? fromRoot('src/renderer/features/config/editor/monaco/adopted-styles.ts')
      : undefined,
};

/** The interface; `npm run dev` builds it alone, again and again. */
export const rendererConfig = {
  root: fromRoot('src/renderer'),
  plugins: [react(), absoluteBase, adoptedStyles],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    minify: true,
    rolldownOptions: {
      input: { index: fromRoot('src/renderer/index.html') },
      // What the first page needs comes in few files: each of them is a request.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
} satisfies UserConfig;

const startChunkRule = createStartChunkRule({
  gateway: fromRoot('src/main/compose/create-assistant.ts'),
  command: fromRoot('src/main/cli/main.ts'),
  others: [
    fromRoot('src/main/node-host.ts'),
    fromRoot('src/main/heavy-reads-worker.ts'),
    fromRoot('src/main/sandbox-host.ts'),
    fromRoot('src/main/page-reader-worker.ts'),
    fromRoot('src/main/browser-worker.ts'),
  ],
});

/** Built with `node scripts/build.ts`; nothing here needs the Electron binary. */
export default defineConfig({
  main: {
    build: {
      target: 'node24',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: fromRoot('src/main/index.ts'),
          headless: fromRoot('src/main/headless.ts'),
          'node-host': fromRoot('src/main/node-host.ts'),
          'heavy-reads-worker': fromRoot('src/main/heavy-reads-worker.ts'),
          'sandbox-host': fromRoot('src/main/sandbox-host.ts'),
          'page-reader-worker': fromRoot('src/main/page-reader-worker.ts'),
          'browser-worker': fromRoot('src/main/browser-worker.ts'),
          cli: fromRoot('src/main/cli/main.ts'),
        },
        // Loaded from node_modules: what is native, and what finds its own files. The rest is in the bundle.
        external: ['better-sqlite3', 'isolated-vm', 'playwright-core'],
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [{ name: startChunkRule, debugName: 'start' }],
          },
        },
      },
    },
    // ws looks for two optional native helpers that are not installed: do not even look.
    define: {
      'process.env.WS_NO_BUFFER_UTIL': '"1"',
      'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
    },
  },
  preload: {
    build: {
      target: 'node24',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: fromRoot('src/preload/index.ts') },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: rendererConfig,
});
