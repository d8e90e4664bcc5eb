import { isDeepStrictEqual } from 'node:util';
import { toAppError, type AppError } from '../../shared/errors/index.ts';
import type { ConfigHistory } from './history.ts';
import { planChange } from './plan.ts';
import { toProblem } from './problems.ts';
import type { ConfigReader } from './reader.ts';
import { fingerprintOf, notStarted, type Running, type StateMaker } from './running.ts';
import type { AppliedListener, ConfigApplied, ConfigLog, ConfigSnapshot } from './service-types.ts';

/** Holds what runs and puts what is on disk into effect. Calls must not overlap. */
export interface Applier {
  running(): Running;
  /**
   * Reads the files; when they changed, applies them and tells the listeners.
   * @param author undefined when an editor or another program wrote.
   */
  refresh(author?: string): Promise<ConfigApplied>;
  /** Lets the next refresh apply even what did not change: a variable may have. */
  forget(): void;
  useDefaults(fault: AppError): void;
  onApplied(listener: AppliedListener): () => void;
}

export function createApplier(
  log: ConfigLog,
  reader: ConfigReader,
  history: ConfigHistory,
  states: StateMaker,
): Applier {
  const listeners = new Set<AppliedListener>();
  let running = notStarted();
  let isStarted = false;

  /** Another program that saved left its name in the history. */
  async function authorOnDisk(hash: string): Promise<string> {
    const newest = await history.newest();
    return newest?.hash === hash ? newest.author : 'file';
  }

  function announce(event: ConfigApplied): void {
    for (const listener of [...listeners]) {
      try {
        listener(event, running.snapshot);
      } catch (thrown) {
        log.error('config.listener-failed', { reason: toAppError(thrown).message });
      }
    }
  }

  return {
    running: () => running,
    async refresh(givenAuthor) {
      const files = await reader.read();
      const author = givenAuthor ?? (await authorOnDisk(files.graph.hash));
      const before = running;
      const wasStarted = isStarted;
      if (wasStarted && fingerprintOf(files) === running.fingerprint) {
        return describe(before.snapshot, running, author);
      }
      running = await states.next(files, wasStarted ? running : undefined, author);
      isStarted = true;
      const event = describe(before.snapshot, running, author);
      logChange(log, event, !wasStarted);
      if (wasStarted && isNews(before.snapshot, running.snapshot, event)) announce(event);
      return event;
    },
    forget() {
      running = { ...running, fingerprint: '' };
    },
    useDefaults(fault) {
      isStarted = true;
      const problems = [toProblem('error', fault, [])];
      running = { ...running, snapshot: { ...running.snapshot, problems } };
    },
    onApplied(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function describe(before: ConfigSnapshot, running: Running, author: string): ConfigApplied {
  const { config, problems, hash, version } = running.snapshot;
  const isApplicable = !running.read?.rootProblem;
  return { ...planChange(before.config, config), isApplicable, problems, hash, version, author };
}

function isNews(before: ConfigSnapshot, after: ConfigSnapshot, event: ConfigApplied): boolean {
  if (event.changedPaths.length > 0 || before.hash !== after.hash) return true;
  return !isDeepStrictEqual(before.problems, after.problems);
}

function logChange(log: ConfigLog, event: ConfigApplied, isFirst: boolean): void {
  const { version, author, changedPaths, problems } = event;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const fields = { version, author, errors, warnings: problems.length - errors };
  if (isFirst) log.info('config.loaded', fields);
  else if (event.isApplicable) log.info('config.applied', { ...fields, changedPaths });
  else log.warn('config.refused', fields);
  for (const { code, path, file, line, column } of problems) {
    log.warn('config.problem', { code, path, file, line, column });
  }
}
