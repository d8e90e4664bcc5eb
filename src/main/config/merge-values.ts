import { isDeepStrictEqual } from 'node:util';
import { diff3Merge } from 'node-diff3';
import { formatPath, type ConfigPath } from '../../shared/config/path.ts';
import { AppError } from '../../shared/errors/index.ts';
import { isRecord } from '../../shared/is-record.ts';

/** Three states of one value; undefined where there is none. */
export interface ThreeValues {
  /** What both others began with. */
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/**
 * Brings two changes of one plain value together: objects key by key, lists entry by entry.
 * @throws AppError CONFIG_UNDO_CONFLICT where both changed the same place.
 */
export function mergeValues({ base, mine, theirs }: ThreeValues, path: ConfigPath = []): unknown {
  if (isDeepStrictEqual(mine, base) || isDeepStrictEqual(mine, theirs)) return theirs;
  if (isDeepStrictEqual(theirs, base)) return mine;
  if (isRecord(mine) && isRecord(theirs) && (base === undefined || isRecord(base))) {
    return mergeRecords(base ?? {}, mine, theirs, path);
  }
  if (Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs)) {
    return mergeLists(base, mine, theirs, path);
  }
  throw new AppError('CONFIG_UNDO_CONFLICT', { path: formatPath(path) });
}

type PlainRecord = Readonly<Record<string, unknown>>;

function mergeRecords(
  base: PlainRecord,
  mine: PlainRecord,
  theirs: PlainRecord,
  path: ConfigPath,
): PlainRecord {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const entries = [...keys].map((key) => {
    const [one, two, three] = [base, mine, theirs].map((each) => own(each, key));
    return [key, mergeValues({ base: one, mine: two, theirs: three }, [...path, key])] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function own(record: PlainRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Entries that say the same are the same entry. */
function mergeLists(
  base: readonly unknown[],
  mine: readonly unknown[],
  theirs: readonly unknown[],
  path: ConfigPath,
): readonly unknown[] {
  const values = new Map<string, unknown>();
  const named = (list: readonly unknown[]): string[] =>
    list.map((value) => {
      const name = JSON.stringify(value);
      values.set(name, value);
      return name;
    });
  const merged = diff3Merge(named(mine), named(base), named(theirs), {
    excludeFalseConflicts: true,
  });
  return merged.flatMap(({ ok, conflict }) => {
    // Both only added at the same place: nothing is lost with both of them there.
    const isAdded = conflict?.o.length === 0;
    const names = isAdded ? [...conflict.a, ...conflict.b] : ok;
    if (!names) throw new AppError('CONFIG_UNDO_CONFLICT', { path: formatPath(path) });
    return names.map((name) => values.get(name));
  });
}
