import { isDeepStrictEqual } from 'node:util';
import { diff3Merge } from 'node-diff3';
import { AppError } from '../../shared/errors/index.ts';
import { isRecord } from '../../shared/is-record.ts';
import { emptyRoot, requireUsable, type NewTexts, type ReadWith } from './candidate.ts';
import { editFiles } from './edit/edit-files.ts';
import type { PlainEdit } from './edit/plain-edit.ts';
import type { ReadFiles } from './load.ts';
import { mergeValues } from './merge-values.ts';
import { toPlain } from './tree.ts';

/** A change that is to be taken back: the files before it and after it, and as they are now. */
export interface Undoing {
  /** Undefined: there was no file. */
  readonly before: ReadFiles | undefined;
  readonly after: ReadFiles;
  readonly now: ReadFiles;
  readonly readWith: ReadWith;
}

/**
 * The texts without a change that was made earlier; what was saved since stays. The values come from
 * the kept versions, secrets included, so that nobody has to know them to bring them back.
 * @throws AppError CONFIG_UNDO_CONFLICT when the same place was changed since; CONFIG_UNPARSABLE.
 */
export async function undoTexts(undoing: Undoing): Promise<NewTexts> {
  const { before, after, now, readWith } = undoing;
  const old = textsByPath(before, after);
  if (after.graph.hash === now.graph.hash) return old;
  const wanted = mergeValues({
    base: plainOf(after),
    mine: before ? plainOf(before) : {},
    theirs: plainOf(now),
  });
  const merged = mergeFiles(old, textsByPath(after, after), textsByPath(now, now));
  if (merged && (await says(merged, wanted, readWith))) return merged;
  return editFiles(editsTo(plainOf(now), wanted), async (texts) =>
    requireUsable(await readWith(texts)),
  );
}

function plainOf(files: ReadFiles): unknown {
  return toPlain(requireUsable(files));
}

function textsByPath(files: ReadFiles | undefined, { graph }: ReadFiles): NewTexts {
  if (!files) return new Map([[graph.rootPath, emptyRoot]]);
  return new Map([...files.graph.files].map(([path, { text }]) => [path, text]));
}

async function says(texts: NewTexts, wanted: unknown, readWith: ReadWith): Promise<boolean> {
  const { tree } = await readWith(texts);
  return tree !== undefined && isDeepStrictEqual(toPlain(tree), wanted);
}

/** The texts with the lines of the change taken back; undefined where lines that touch changed since. */
function mergeFiles(before: NewTexts, after: NewTexts, now: NewTexts): NewTexts | undefined {
  const merged = new Map<string, string>();
  for (const [path, old] of before) {
    const changed = after.get(path);
    const current = now.get(path);
    if (changed === old) continue;
    const text =
      changed === undefined || current === undefined || current === changed
        ? old
        : mergeLines(old, changed, current);
    if (text === undefined) return undefined;
    merged.set(path, text);
  }
  return merged;
}

function mergeLines(mine: string, base: string, theirs: string): string | undefined {
  const [a, o, b] = [mine, base, theirs].map((text) => text.split('\n'));
  const parts = diff3Merge(a ?? [], o ?? [], b ?? [], { excludeFalseConflicts: true });
  if (parts.some(({ conflict }) => conflict)) return undefined;
  return parts.flatMap(({ ok }) => ok ?? []).join('\n');
}

/** One edit for each section that is to be another; inside of it the smallest steps are taken. */
function editsTo(now: unknown, wanted: unknown): readonly PlainEdit[] {
  if (!isRecord(now) || !isRecord(wanted)) throw new AppError('CONFIG_UNDO_CONFLICT', { path: '' });
  const gone = Object.keys(now).filter((key) => !Object.hasOwn(wanted, key));
  const changed = Object.entries(wanted).filter(
    ([key, value]) => !isDeepStrictEqual(now[key], value),
  );
  return [
    ...gone.map((key): PlainEdit => ({ op: 'delete', path: [key] })),
    ...changed.map(([key, value]): PlainEdit => ({ op: 'set', path: [key], value })),
  ];
}
