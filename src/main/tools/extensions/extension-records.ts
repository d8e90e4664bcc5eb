import { basename } from 'node:path';
import { limits } from '../../../shared/config/limits.ts';
import { toAppError, type AppError } from '../../../shared/errors/index.ts';
import type { Logger } from '../../platform/log.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { listFolders } from '../folders/watch-subfolders.ts';
import { checkCode } from './check-code.ts';
import { loadExtension, type Loaded, type Loading } from './load-extension.ts';

/** One extension as it is now. */
export interface ExtensionRecord {
  readonly name: string;
  /** What runs: the version that was saved last, or the last good one. */
  readonly current: Loaded | undefined;
  /** Of the version that was saved last. */
  readonly problems: readonly AppError[];
  /** What runs is known not to work: there was never a good one. */
  readonly isBroken: boolean;
  /** Its code was loaded once and did not fail. */
  readonly isChecked: boolean;
}

export interface ExtensionRecordsDeps {
  /** The folder of all extensions. */
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly onChanged: () => void;
}

export interface ExtensionRecords {
  list(): readonly ExtensionRecord[];
  find(name: string): ExtensionRecord | undefined;
  /** Reads what was saved; what did not change stays as it is. @param doesCheck runs new code once */
  read(doesCheck: boolean): Promise<void>;
  /** Runs the code of those once that nobody has run yet. */
  check(): Promise<void>;
}

/** Knows all extensions of a folder. One that is broken touches no other. */
export function createExtensionRecords(deps: ExtensionRecordsDeps): ExtensionRecords {
  const { folder, sandbox, log, signal } = deps;
  let records = new Map<string, ExtensionRecord>();

  function put(record: ExtensionRecord): void {
    records = new Map([...records, [record.name, record]]);
    for (const { code, message } of record.problems)
      log.warn('extension.problem', { extension: record.name, code, reason: message });
    deps.onChanged();
  }

  async function readOne(path: string, doesCheck: boolean): Promise<void> {
    const name = basename(path);
    const before = records.get(name);
    const loading = await loadExtension(path);
    if (before && isSame(before, loading)) return;
    put(await judge(name, before, loading, doesCheck));
  }

  async function judge(
    name: string,
    before: ExtensionRecord | undefined,
    loading: Loading,
    doesCheck: boolean,
  ): Promise<ExtensionRecord> {
    const good = before?.isBroken === false ? before.current : undefined;
    const keep = { name, current: good, isBroken: good === undefined, isChecked: true };
    if ('problems' in loading) return { ...keep, problems: loading.problems };
    const { loaded } = loading;
    const fault = doesCheck ? await tryCheck(loaded) : undefined;
    if (!fault) {
      log.info('extension.loaded', { extension: name, version: loaded.manifest.version });
      return { name, current: loaded, problems: [], isBroken: false, isChecked: doesCheck };
    }
    // Without a good version the tools are shown all the same, with what is wrong.
    return { ...keep, current: good ?? loaded, problems: [fault] };
  }

  async function tryCheck(loaded: Loaded): Promise<AppError | undefined> {
    try {
      return await checkCode(sandbox, loaded, signal);
    } catch (error) {
      // Only the end of the program brings us here.
      log.debug('extension.unchecked', { reason: toAppError(error).message });
      return undefined;
    }
  }

  return {
    list: () => [...records.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    find: (name) => records.get(name),
    async read(doesCheck) {
      const paths = listFolders(folder).slice(0, limits.extensions.count);
      const names = new Set(paths.map((path) => basename(path)));
      const gone = [...records.keys()].filter((name) => !names.has(name));
      if (gone.length > 0) {
        records = new Map([...records].filter(([name]) => names.has(name)));
        deps.onChanged();
      }
      for (const path of paths) if (!signal.aborted) await readOne(path, doesCheck);
    },
    async check() {
      for (const record of records.values()) {
        const { name, current } = record;
        if (record.isChecked || !current || signal.aborted) continue;
        const fault = await tryCheck(current);
        if (records.get(name) !== record) continue;
        if (fault) put({ ...record, problems: [fault], isBroken: true, isChecked: true });
        else records = new Map([...records, [name, { ...record, isChecked: true }]]);
      }
    },
  };
}

/** Whether a version says what the last one said: an editor saves often without a change. */
function isSame(before: ExtensionRecord, loading: Loading): boolean {
  if ('problems' in loading)
    return sayAll(before.problems) === sayAll(loading.problems) && before.problems.length > 0;
  const { current } = before;
  return (
    current !== undefined &&
    current.code === loading.loaded.code &&
    current.language === loading.loaded.language &&
    JSON.stringify(current.manifest) === JSON.stringify(loading.loaded.manifest) &&
    (before.isBroken || before.problems.length === 0)
  );
}

function sayAll(problems: readonly AppError[]): string {
  return JSON.stringify(problems.map(({ message, place }) => [message, place]));
}
