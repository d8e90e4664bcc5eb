import { isDeepStrictEqual } from 'node:util';
import { pairEntries } from '../../../shared/config/pair-entries.ts';
import { isRecord } from '../../../shared/is-record.ts';
import { formatPath } from '../../../shared/config/path.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { toPlain, type Tree } from '../tree.ts';
import { diffSteps, pairByPlace, type PairUp, type TextStep } from './diff-steps.ts';
import { editPlain, toIndex, type PlainEdit } from './plain-edit.ts';
import { copyMember } from './copy-member.ts';
import { applyStep, renameMember, treeFor, type FileChange } from './text-step.ts';

/** Reads the configuration again with these texts in place of files, by path. */
export type ResolveWith = (texts: ReadonlyMap<string, string>) => Promise<Tree>;

/** Above so many places a value is written anew as a whole. */
const mostSteps = 200;

/**
 * Applies edits as minimal changes of the files that the values came from.
 * Each edit is checked: read again, the configuration must say exactly what was asked for.
 * @returns the new texts by path of the file.
 * @throws AppError CONFIG_EDIT_IMPOSSIBLE, CONFIG_PATH_MISSING, CONFIG_EDIT_INVALID.
 */
export async function editFiles(
  edits: readonly PlainEdit[],
  resolveWith: ResolveWith,
): Promise<ReadonlyMap<string, string>> {
  let done: Edited = { texts: new Map(), root: await resolveWith(new Map()) };
  for (const edit of edits) done = await editOnce(done, edit, resolveWith);
  return done.texts;
}

interface Edited {
  readonly texts: ReadonlyMap<string, string>;
  readonly root: Tree;
}

/** Tries the ways to write an edit, the closest one first, until one says what was asked for. */
async function editOnce(from: Edited, edit: PlainEdit, resolveWith: ResolveWith): Promise<Edited> {
  const wanted = editPlain(toPlain(from.root), edit);
  let refused: AppError | undefined;
  for (const steps of waysOf(from.root, edit, wanted)) {
    try {
      let done = from;
      for (const apply of steps) done = await take(done, apply, resolveWith);
      if (isDeepStrictEqual(toPlain(done.root), wanted)) return done;
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      refused ??= thrown;
    }
  }
  throw refused ?? notAsWanted(edit);
}

async function take(from: Edited, apply: Apply, resolveWith: ResolveWith): Promise<Edited> {
  const { file, text } = apply(from.root);
  const texts = new Map([...from.texts, [file.path, text]]);
  return { texts, root: await resolveWith(texts) };
}

type Apply = (root: Tree) => FileChange;

function waysOf(root: Tree, edit: PlainEdit, wanted: unknown): readonly (readonly Apply[])[] {
  switch (edit.op) {
    case 'copy':
      return waysToCopy(root, edit);
    case 'rename':
      return [
        edit.to === edit.path.at(-1) ? [] : [(tree) => renameMember(tree, edit.path, edit.to)],
      ];
    case 'delete':
      return [[(tree) => applyStep(tree, { step: 'delete', path: edit.path })]];
    case 'set':
    case 'append':
      return [pairEntries, pairByPlace].map((pairUp) =>
        stepsTo(root, edit, wanted, pairUp).map((step) => (tree) => applyStep(tree, step)),
      );
  }
}

function waysToCopy(
  root: Tree,
  { path, to }: PlainEdit & { readonly op: 'copy' },
): readonly (readonly Apply[])[] {
  const source = treeFor(root, path);
  const insert = {
    step: 'insert',
    path: [...path.slice(0, -1), to],
    value: toPlain(source),
  } as const;
  const printed: Apply = (tree) => applyStep(tree, insert);
  // What is put together from several places has no text of its own.
  if (source.kind !== 'scalar' && (source.kind === 'broken' || source.parts.length > 1)) {
    return [[printed]];
  }
  return [
    [(tree) => copyMember(tree, path, to, 'indented')],
    // A comment or a text over several lines may not bear another indentation.
    [(tree) => copyMember(tree, path, to, 'verbatim')],
    [printed],
  ];
}

/** Only the edited path is compared: what it does not touch need not be looked at. */
function stepsTo(
  root: Tree,
  edit: PlainEdit,
  wanted: unknown,
  pairUp: PairUp,
): readonly TextStep[] {
  let before: unknown = toPlain(root);
  let after = wanted;
  for (const [depth, key] of edit.path.entries()) {
    const path = edit.path.slice(0, depth);
    if (!hasChild(before, key)) return diffSteps(before, after, path, pairUp);
    before = childValue(before, key);
    after = childValue(after, key);
  }
  const steps = diffSteps(before, after, edit.path, pairUp);
  return steps.length <= mostSteps ? steps : [{ step: 'replace', path: edit.path, value: after }];
}

function hasChild(value: unknown, key: string | number): boolean {
  if (Array.isArray(value)) return (toIndex(key) ?? Infinity) < value.length;
  return isRecord(value) && Object.hasOwn(value, key);
}

function childValue(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isRecord(value) ? value[String(key)] : undefined;
}

function notAsWanted(edit: PlainEdit): AppError {
  const reason = 'the same setting is written in more than one file';
  return new AppError('CONFIG_EDIT_IMPOSSIBLE', { path: formatPath(edit.path), reason });
}
