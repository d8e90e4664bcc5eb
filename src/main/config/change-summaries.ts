import { setImmediate } from 'node:timers/promises';
import { formatPath } from '../../shared/config/path.ts';
import { limits } from '../../shared/config/limits.ts';
import type { ConfigHistory } from './history.ts';
import { changedPaths } from './plan.ts';
import type { ConfigReader } from './reader.ts';
import type { ChangeSummary, HistoryEntry } from './service-types.ts';
import { toPlain } from './tree.ts';

/** Says in a few words what each kept version changed. */
export interface ChangeSummaries {
  /**
   * @param entries newest first, as the history lists them.
   * @returns one for each; undefined where it can't be told: the oldest one, a text with mistakes, or
   *   one that is too large to be read for this.
   */
  of(entries: readonly HistoryEntry[]): Promise<readonly (ChangeSummary | undefined)[]>;
}

interface SummaryDeps {
  readonly history: Pick<ConfigHistory, 'read'>;
  readonly reader: Pick<ConfigReader, 'readVersion'>;
}

/** A configuration as plain values. Never undefined itself, so that undefined says "can't be read". */
type PlainConfig = object;

/** Worked out when somebody asks, once for each version: a version never changes. */
export function createChangeSummaries({ history, reader }: SummaryDeps): ChangeSummaries {
  let known = new Map<string, ChangeSummary | undefined>();

  async function read({ version, sizeBytes }: HistoryEntry): Promise<PlainConfig | undefined> {
    if (sizeBytes > limits.config.historySummaryBytes) return undefined;
    // Between two of them everybody else has a turn.
    await setImmediate();
    try {
      const { tree, rootProblem } = await reader.readVersion(await history.read(version));
      if (rootProblem || !tree) return undefined;
      const plain = toPlain(tree);
      return typeof plain === 'object' && plain !== null ? plain : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    async of(entries) {
      const readOnce = rememberLast(read);
      const found: (readonly [string, ChangeSummary | undefined])[] = [];
      for (const [index, entry] of entries.entries()) {
        const before = entries[index + 1];
        const key = `${entry.version} ${entry.hash} ${before?.hash ?? ''}`;
        const isKnown = known.has(key) || before === undefined;
        const summary = isKnown
          ? known.get(key)
          : summarize({ after: await readOnce(entry), before: await readOnce(before) });
        found.push([key, summary]);
      }
      // Only what is kept is remembered: as many as there are versions.
      known = new Map(found);
      return found.map(([, summary]) => summary);
    },
  };
}

interface Pair {
  readonly before: PlainConfig | undefined;
  readonly after: PlainConfig | undefined;
}

function summarize({ before, after }: Pair): ChangeSummary | undefined {
  if (!before || !after) return undefined;
  const paths = changedPaths(before, after, []).map(formatPath);
  return { paths: paths.slice(0, limits.config.historySummaryPaths), count: paths.length };
}

/** Neighbours are compared, so each one is wanted twice in a row; two at a time are enough to keep. */
function rememberLast(
  read: (entry: HistoryEntry) => Promise<PlainConfig | undefined>,
): typeof read {
  let last: readonly (readonly [number, Promise<PlainConfig | undefined>])[] = [];
  return (entry) => {
    const kept = last.find(([version]) => version === entry.version)?.[1];
    if (kept) return kept;
    const reading = read(entry);
    last = [...last.slice(-1), [entry.version, reading]];
    return reading;
  };
}
