import { formatAddress, type Address } from '../../navigation/address.ts';

export type ConfigView = 'text' | 'effects' | 'history';

/** A place within the page. */
export interface ConfigPlace {
  readonly view: ConfigView;
  /** The file that is named; undefined for the root. */
  readonly file: string | undefined;
  readonly version: number | undefined;
  /** Where to go in the text: a line, or a setting. */
  readonly line: number | undefined;
  readonly path: string | undefined;
}

/** Reads `#/config`, `#/config/file/<name>`, `#/config/effects`, `#/config/history/<version>`. */
export function readConfigPlace({ parts, query }: Address): ConfigPlace {
  const [kind, name] = parts;
  const version = Number(name);
  const line = Number(query['line']);
  return {
    view: kind === 'history' || kind === 'effects' ? kind : 'text',
    file: kind === 'file' ? name : query['file'],
    version: kind === 'history' && Number.isInteger(version) && version > 0 ? version : undefined,
    line: Number.isInteger(line) && line > 0 ? line : undefined,
    path: query['path'],
  };
}

/** The address of a file, or of a line of it. */
export function fileAddress(file: string, line?: number): string {
  return formatAddress('config', ['file', file], {
    line: line === undefined ? undefined : String(line),
  });
}

/** The address of the history, or of one version. */
export function historyAddress(version?: number): string {
  return formatAddress('config', version === undefined ? ['history'] : ['history', `${version}`]);
}
