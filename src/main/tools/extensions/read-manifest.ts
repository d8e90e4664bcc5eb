import type { z } from 'zod';
import { AppError } from '../../../shared/errors/index.ts';
import { suggest } from '../../config/suggest.ts';
import { createLineIndex } from '../../../shared/json5/lines.ts';
import { parseSyntax } from '../../../shared/json5/parse.ts';
import { toValue, type SyntaxNode } from '../../../shared/json5/tree.ts';
import { manifestSchema, type Manifest } from './manifest.ts';

/** The file that makes a folder an extension. */
export const manifestFile = 'extension.json5';
/** As many mistakes as one screen shows. */
const shownIssues = 20;

export type ManifestReading =
  | { readonly manifest: Manifest }
  /** Each with file, line and what to do. */
  | { readonly problems: readonly AppError[] };

/** Reads the text of a manifest. @param name of its folder, which the manifest must repeat */
export function readManifest(name: string, text: string): ManifestReading {
  let tree: SyntaxNode;
  try {
    tree = parseSyntax(text);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const values = { name, path: 'the text', reason: error.message, fix: error.hint };
    return { problems: [invalid(values, error.place)] };
  }
  const parsed = manifestSchema().safeParse(toValue(tree));
  const lineOf = createLineIndex(text);
  const at = (path: readonly PropertyKey[]): ReturnType<typeof lineOf> =>
    lineOf(findStart(tree, path));
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, shownIssues);
    return { problems: issues.flatMap((issue) => describe(name, issue, at)) };
  }
  if (parsed.data.name === name) return { manifest: parsed.data };
  const reason = `it says "${parsed.data.name}", its folder "${name}"`;
  const fix = 'Give the folder and the manifest the same name.';
  return { problems: [invalid({ name, path: 'name', reason, fix }, at(['name']))] };
}

function invalid(
  values: { name: string; path: string; reason: string; fix: string },
  place: { readonly line?: number | undefined; readonly column?: number | undefined } | undefined,
): AppError {
  return new AppError('EXTENSION_MANIFEST_INVALID', values, {
    place: { file: manifestFile, line: place?.line, column: place?.column },
  });
}

type Issue = z.core.$ZodIssue;

function describe(
  name: string,
  issue: Issue,
  at: (path: readonly PropertyKey[]) => { line: number; column: number },
): readonly AppError[] {
  const path = issue.path.map(String).join('.') || 'the top';
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const meant = suggest(key, knownKeys);
      const reason = `there is no "${key}"`;
      const fix = meant === undefined ? `Remove "${key}".` : `Did you mean "${meant}"?`;
      return invalid({ name, path, reason, fix }, at([...issue.path, key]));
    });
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  const key = String(issue.path.at(-1) ?? 'it');
  const fix = isMissing ? `Add "${key}".` : `Correct "${key}".`;
  return [invalid({ name, path, reason: issue.message, fix }, at(issue.path))];
}

const knownKeys = [
  ...['name', 'version', 'description', 'main', 'permissions', 'tools', 'hosts', 'folders'],
  ...['secrets', 'path', 'write', 'parameters', 'asks', 'repeatable', 'function'],
];

/** Where a value stands, or the nearest that is there around it. */
function findStart(node: SyntaxNode, [key, ...rest]: readonly PropertyKey[]): number {
  if (key === undefined) return node.start;
  if (node.kind === 'array') {
    const item = node.items[Number(key)];
    return item ? findStart(item, rest) : node.start;
  }
  if (node.kind !== 'object') return node.start;
  const member = node.members.find((one) => one.key === key);
  if (!member) return node.start;
  return rest.length === 0 ? member.keySpan.start : findStart(member.value, rest);
}
