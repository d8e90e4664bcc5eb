import { dirname } from 'node:path';
import type { ConfigFiles } from './files.ts';

/** Texts that are read as if they were files: a version of the history, a test. No links. */
export function createMemoryFiles(texts: ReadonlyMap<string, string>): ConfigFiles {
  const folders = new Set([...texts.keys()].map((path) => dirname(path)));
  return {
    realPath: (path) => Promise.resolve(texts.has(path) || folders.has(path) ? path : undefined),
    readText: (path) => Promise.resolve(texts.get(path)),
  };
}
