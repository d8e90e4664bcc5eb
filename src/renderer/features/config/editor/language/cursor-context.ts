import type { ConfigPath } from '../../../../../shared/config/path.ts';
import type { LooseToken } from '../../../../../shared/json5/list-tokens.ts';
import type {
  LooseArray,
  LooseMember,
  LooseNode,
  LooseObject,
  LooseText,
} from '../../../../../shared/json5/parse-loose.ts';
import type { Span } from '../../../../../shared/json5/tree.ts';

/** Where a cursor is, as far as that matters for what can be written there. */
export type CursorContext =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'key';
      /** Of the object the key belongs to, in this file. */
      readonly path: ConfigPath;
      readonly object: LooseObject;
      /** The key that is being written; undefined where a new one can begin. */
      readonly member: LooseMember | undefined;
      /** What a completion takes the place of. */
      readonly replace: Span;
      /** Where a comma is missing before it. */
      readonly commaAt: number | undefined;
    }
  | {
      readonly kind: 'value';
      /** Of the value, in this file. */
      readonly path: ConfigPath;
      readonly parent: LooseObject | LooseArray;
      /** The value that is being written; undefined where a new one can begin. */
      readonly token: LooseToken | undefined;
      readonly replace: Span;
      readonly commaAt: number | undefined;
    };

const nowhere: CursorContext = { kind: 'none' };

/** The place of a cursor in a text that may be half typed. @param offset in UTF-16 units */
export function contextAt(loose: LooseText, offset: number): CursorContext {
  if (isInComment(loose, offset)) return nowhere;
  const found = innermost(loose.root, offset);
  if (!found) return nowhere;
  const near = tokensAround(loose.tokens, offset);
  return found.node.kind === 'object'
    ? inObject(loose, found.node, found.path, offset, near)
    : inArray(loose, found.node, found.path, offset, near);
}

/** The path of what the cursor stands on: a key, a value, or the object around it. */
export function pathAt(loose: LooseText, offset: number): ConfigPath {
  const walk = (node: LooseNode | undefined, path: ConfigPath): ConfigPath => {
    if (node?.kind === 'object') {
      const member = node.members.find(
        ({ keySpan, value }) => keySpan.start <= offset && offset <= (value ?? keySpan).end,
      );
      return member ? walk(member.value, [...path, member.key]) : path;
    }
    if (node?.kind === 'array') {
      const index = node.items.findIndex(({ start, end }) => start <= offset && offset <= end);
      return index < 0 ? path : walk(node.items[index], [...path, index]);
    }
    return path;
  };
  return walk(loose.root, []);
}

/** The end of a line comment belongs to it: what is typed there continues it. */
function isInComment({ text, tokens }: LooseText, offset: number): boolean {
  return tokens.some(({ kind, start, end, isBroken }) => {
    if (kind !== 'comment' || offset <= start || offset > end) return false;
    return offset < end || isBroken || !text.startsWith('/*', start);
  });
}

interface Inside {
  readonly node: LooseObject | LooseArray;
  readonly path: ConfigPath;
}

/** The innermost brackets around an offset. */
function innermost(root: LooseNode | undefined, offset: number): Inside | undefined {
  const walk = (node: LooseNode | undefined, path: ConfigPath): Inside | undefined => {
    if (!node || node.kind === 'scalar' || offset <= node.start) return undefined;
    if (node.isClosed ? offset >= node.end : offset > node.end) return undefined;
    const children: readonly (readonly [string | number, LooseNode | undefined])[] =
      node.kind === 'object'
        ? node.members.map(({ key, value }) => [key, value] as const)
        : node.items.map((item, index) => [index, item] as const);
    for (const [key, child] of children) {
      const found = walk(child, [...path, key]);
      if (found) return found;
    }
    return { node, path };
  };
  return walk(root, []);
}

interface Near {
  /** The last token that ends before the one that is touched. */
  readonly before: LooseToken | undefined;
  /** The string, word or number the cursor is in or at. */
  readonly touched: LooseToken | undefined;
}

function tokensAround(tokens: readonly LooseToken[], offset: number): Near {
  let before: LooseToken | undefined;
  for (const token of tokens) {
    if (token.kind === 'comment') continue;
    if (token.start >= offset && !(token.start === offset && isText(token))) break;
    if (isTouched(token, offset)) return { before, touched: token };
    before = token;
  }
  return { before, touched: undefined };
}

const isText = ({ kind }: LooseToken): boolean =>
  kind === 'string' || kind === 'word' || kind === 'number';

/** A closed string is done: behind its quote nothing of it can be completed. */
function isTouched(token: LooseToken, offset: number): boolean {
  if (!isText(token) || offset < token.start) return false;
  return token.kind === 'string' && !token.isBroken ? offset < token.end : offset <= token.end;
}

function inObject(
  { text }: LooseText,
  object: LooseObject,
  path: ConfigPath,
  offset: number,
  { before, touched }: Near,
): CursorContext {
  const at: Span = { start: offset, end: offset };
  const key = touched && object.members.find(({ keySpan }) => keySpan.start === touched.start);
  if (touched && key) {
    const replace = { start: touched.start, end: touched.end };
    const commaAt = missingComma(text, before, touched.start);
    return { kind: 'key', path, object, member: key, replace, commaAt };
  }
  const member = object.members.findLast(
    ({ colon, value }) =>
      colon !== undefined && colon < offset && (touched ? value?.start === touched.start : true),
  );
  if (member && (touched || before?.start === member.colon)) {
    const replace = touched ? { start: touched.start, end: touched.end } : at;
    const valuePath = [...path, member.key];
    const parent = object;
    return { kind: 'value', path: valuePath, parent, token: touched, replace, commaAt: undefined };
  }
  if (touched) return nowhere;
  const isNew = before?.kind === '{' || before?.kind === ',';
  const commaAt = missingComma(text, before, offset);
  if (!isNew && commaAt === undefined) return nowhere;
  return { kind: 'key', path, object, member: undefined, replace: at, commaAt };
}

function inArray(
  { text }: LooseText,
  array: LooseArray,
  path: ConfigPath,
  offset: number,
  { before, touched }: Near,
): CursorContext {
  const index = array.items.filter(({ end, start }) =>
    touched ? start < touched.start : end <= offset,
  ).length;
  const replace = { start: touched?.start ?? offset, end: touched?.end ?? offset };
  const isNew = before?.kind === '[' || before?.kind === ',';
  const commaAt = missingComma(text, before, replace.start);
  if (!touched && !isNew && commaAt === undefined) return nowhere;
  return { kind: 'value', path: [...path, index], parent: array, token: touched, replace, commaAt };
}

/** After a value on a line before, a comma is missing; on the same line nothing can begin. */
function missingComma(
  text: string,
  before: LooseToken | undefined,
  start: number,
): number | undefined {
  if (!before || '{[,:'.includes(before.kind)) return undefined;
  return /[\n\r]/.test(text.slice(before.end, start)) ? before.end : undefined;
}
