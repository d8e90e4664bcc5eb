import { resolve } from 'node:path';
import type { Config } from '../../shared/config/schema.ts';
import type { NewTexts } from './candidate.ts';
import { diskFiles } from './files.ts';
import type { HistoryVersion } from './history.ts';
import {
  readConfigFiles,
  validateFiles,
  type LoadedConfig,
  type LoadRequest,
  type ReadFiles,
} from './load.ts';
import { createMemoryFiles } from './memory-files.ts';
import type { ConfigDeps } from './service-types.ts';

/** Reads and validates, from the disk or from an old version. */
export interface ConfigReader {
  readonly configPath: string;
  /** What is on disk, with these texts in place of files. */
  read(texts?: NewTexts): Promise<ReadFiles>;
  /** @param running keeps the values of parts that are not valid; undefined at start. */
  validate(files: ReadFiles, running: Config | undefined): LoadedConfig | undefined;
  /** The files of an old version, as if they were on disk. */
  readVersion(entry: HistoryVersion): Promise<ReadFiles>;
  /** An old version as it would be at start. */
  loadVersion(entry: HistoryVersion): Promise<LoadedConfig | undefined>;
}

export function createReader(given: ConfigDeps): ConfigReader {
  const configPath = resolve(given.configPath);
  const deps = { ...given, configPath };
  function requestFor({ root, texts }: HistoryVersion): LoadRequest {
    const folder = resolve(configPath, '..');
    const byPath = Object.entries(texts).map(
      ([name, text]) => [resolve(folder, name), text] as const,
    );
    return {
      deps: { ...deps, configPath: resolve(folder, root) },
      disk: createMemoryFiles(new Map(byPath)),
      running: undefined,
    };
  }

  return {
    configPath,
    read: (overrides = new Map()) =>
      readConfigFiles({ deps, disk: diskFiles, running: undefined, overrides }),
    validate: (files, running) => validateFiles(files, { deps, disk: diskFiles, running }),
    readVersion: (entry) => readConfigFiles(requestFor(entry)),
    async loadVersion(entry) {
      const request = requestFor(entry);
      return validateFiles(await readConfigFiles(request), request);
    },
  };
}
