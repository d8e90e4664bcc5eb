import type * as parts from './monaco.ts';
import type { Language } from '../../../../state/preferences.ts';

/** The parts of Monaco that the editor is made of. */
export type Monaco = typeof parts;

/**
 * Loads Monaco, as a chunk of its own. Its words are those of `language` when this is the first call
 * of a page; it looks them up while it is loaded, so another language counts after a reload.
 */
export async function loadMonaco(language: Language): Promise<Monaco> {
  globalThis.MonacoEnvironment ??= { getWorker: createWorker };
  if (language === 'de') await import('monaco-editor/nls/lang/de.js');
  return await import('./monaco.ts');
}

function createWorker(): Worker {
  return new Worker(new URL('./editor-worker.ts', import.meta.url), { type: 'module' });
}
