import fc from 'fast-check';
import JSON5 from 'json5';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { formatPath, type ConfigPath } from '../../shared/config/path.ts';
import { AppError } from '../../shared/errors/index.ts';
import { blocksOf } from './edit/blocks.ts';
import { editText } from './edit/edit-text.ts';
import { editPlain, toPlainEdit, type PlainEdit } from './edit/plain-edit.ts';
import { findsBug, fuzzSettings, fuzzTimeoutMs, keys, texts, values } from './fuzz-settings.ts';
import { parseSyntax } from '../../shared/json5/parse.ts';
import { skipComment } from '../../shared/json5/scan.ts';
import { toValue, type SyntaxNode } from '../../shared/json5/tree.ts';

const steps = fc.array(fc.oneof(keys, fc.nat(3)), { minLength: 1, maxLength: 4 });
const edits: fc.Arbitrary<PlainEdit> = fc.oneof(
  fc.record({ op: fc.constant('set' as const), path: steps, value: values }),
  fc.record({ op: fc.constant('append' as const), path: steps, value: values }),
  fc.record({ op: fc.constant('delete' as const), path: steps }),
  fc.record({ op: fc.constant('rename' as const), path: steps, to: keys }),
);

/** Half of the paths lead to something that is there: random ones rarely do. */
const cases = fc
  .tuple(texts, edits, fc.nat(), fc.boolean())
  .map(([{ text }, edit, pick, isReal]) => {
    const paths = [...pathsOf(parseSyntax(text), [])].filter((path) => path.length > 0);
    const path = paths[pick % Math.max(1, paths.length)];
    return { text, edit: isReal && path ? { ...edit, path } : edit };
  });

function* pathsOf(node: SyntaxNode, path: ConfigPath): Generator<ConfigPath> {
  yield path;
  if (node.kind === 'array')
    for (const [index, item] of node.items.entries()) yield* pathsOf(item, [...path, index]);
  if (node.kind === 'object')
    for (const { key, value } of node.members) yield* pathsOf(value, [...path, key]);
}

type Edit = (text: string, edits: readonly PlainEdit[]) => Promise<string>;

const isMinimal = (edit: Edit) =>
  fc.asyncProperty(cases, async ({ text, edit: wanted }) => {
    const before = toValue(parseSyntax(text));
    const plain = attempt(() => editPlain(before, toPlainEdit(wanted)));
    if (!plain) return;
    const after = await edit(text, [wanted]);
    if (!isDeepStrictEqual(toValue(parseSyntax(after)), plain.value))
      throw new Error(`not equal: ${after}`);
    checkUntouched(text, after, wanted);
    checkComments(text, after, wanted);
  });

function attempt<T>(work: () => T): { readonly value: T } | undefined {
  try {
    return { value: work() };
  } catch (thrown) {
    if (thrown instanceof AppError) return undefined;
    throw thrown;
  }
}

/** Every value that the edit does not name is written with the same bytes as before. */
function checkUntouched(before: string, after: string, edit: PlainEdit): void {
  const [old, now] = [parseSyntax(before), parseSyntax(after)];
  const isInList = nodeAt(old, edit.path.slice(0, -1))?.kind === 'array';
  for (const path of pathsOf(old, [])) {
    if (isRelated(path, edit, isInList)) continue;
    const [a, b] = [nodeAt(old, path), nodeAt(now, path)];
    const same = a && b && before.slice(a.start, a.end) === after.slice(b.start, b.end);
    if (!same) throw new Error(`touched ${formatPath(path)}: ${after}`);
  }
}

/** The edited value, what is in it and around it, and its neighbours in a list that moves. */
function isRelated(path: ConfigPath, edit: PlainEdit, isInList: boolean): boolean {
  const shared = Math.min(path.length, edit.path.length);
  const head = edit.path.slice(0, shared).map(String);
  const isSame = path.slice(0, shared).every((key, index) => String(key) === head[index]);
  const list = edit.path.slice(0, -1).map(String);
  const isNeighbour =
    edit.op === 'delete' && isInList && list.every((key, index) => key === String(path[index]));
  return isSame || isNeighbour;
}

function nodeAt(node: SyntaxNode | undefined, path: ConfigPath): SyntaxNode | undefined {
  return path.reduce<SyntaxNode | undefined>((at, key) => {
    if (at?.kind === 'array') return at.items[Number(key)];
    return at?.kind === 'object'
      ? at.members.find((member) => member.key === String(key))?.value
      : undefined;
  }, node);
}

/** Comments outside the edited value are all there, in their order; an entry takes its own along. */
function checkComments(before: string, after: string, edit: PlainEdit): void {
  const list = nodeAt(parseSyntax(before), edit.path.slice(0, -1));
  const edited =
    edit.op === 'delete' && list?.kind === 'array'
      ? blocksOf(before, list)[Number(edit.path.at(-1))]
      : nodeAt(parseSyntax(before), edit.path);
  const isKept = (start: number): boolean => !edited || start < edited.start || start >= edited.end;
  const kept = commentsOf(before).filter(
    ({ start }) => isKept(start) && !isInsideMember(before, start, edit),
  );
  const found = commentsOf(after).map(({ comment }) => comment);
  let at = 0;
  for (const { comment } of kept) {
    const next = found.indexOf(comment, at);
    if (next < 0) throw new Error(`lost ${comment}: ${after}`);
    at = next + 1;
  }
}

/** Between a key and its value: a comment there goes with the member. */
function isInsideMember(text: string, offset: number, edit: PlainEdit): boolean {
  const parent = nodeAt(parseSyntax(text), edit.path.slice(0, -1));
  if (parent?.kind !== 'object') return false;
  const member = parent.members.find(({ key }) => key === String(edit.path.at(-1)));
  return member !== undefined && offset >= member.keySpan.start && offset < member.value.end;
}

function commentsOf(text: string): { readonly comment: string; readonly start: number }[] {
  const found: { comment: string; start: number }[] = [];
  let at = 0;
  while (at < text.length) {
    const string = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y;
    string.lastIndex = at;
    const end = skipComment(text, at);
    if (end > at) found.push({ comment: text.slice(at, end), start: at });
    at = end > at ? end : string.test(text) ? string.lastIndex : at + 1;
  }
  return found;
}

it('edits exactly what was asked for and no other byte', { timeout: fuzzTimeoutMs }, async () => {
  await fc.assert(isMinimal(editText), fuzzSettings('edits'));
});

it('would find an editor that writes everything anew', async () => {
  const reformats: Edit = async (text, wanted) =>
    JSON5.stringify(JSON5.parse(await editText(text, wanted)), null, 2);
  expect(await findsBug(isMinimal(reformats))).toBe(true);
});

it('would find an editor that loses a comment', async () => {
  const loses: Edit = async (text, wanted) =>
    (await editText(text, wanted)).replace('/* note */', '');
  expect(await findsBug(isMinimal(loses))).toBe(true);
});

it('would find an editor that changes the wrong value', async () => {
  const planted: Edit = (text, [first]) =>
    editText(text, first?.op === 'set' ? [{ ...first, value: null }] : first ? [first] : []);
  expect(await findsBug(isMinimal(planted))).toBe(true);
});
