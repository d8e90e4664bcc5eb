import { basename, dirname, resolve } from 'node:path';
import { isRecord } from '../../shared/is-record.ts';
import { limits } from '../../shared/config/limits.ts';
import type { ConfigPath } from '../../shared/config/path.ts';
import { AppError } from '../../shared/errors/index.ts';
import { editFiles } from './edit/edit-files.ts';
import { toPlainEdit, type PlainEdit } from './edit/plain-edit.ts';
import { isInside, type FileGraph } from './graph.ts';
import { keepFormat } from './keep-format.ts';
import type { ReadFiles } from './load.ts';
import { findMounts } from './mounts.ts';
import { channelTypes, findOpenSecrets, restoreSecrets } from './redact.ts';
import type { ConfigCandidate } from './service-types.ts';
import { parseSyntax } from '../../shared/json5/parse.ts';
import { toValue } from '../../shared/json5/tree.ts';
import { childOf, type SourceFile, type Tree } from './tree.ts';

/** New texts by path of the file. */
export type NewTexts = ReadonlyMap<string, string>;

/** Reads the configuration with these texts in place of files. */
export type ReadWith = (texts: NewTexts) => Promise<ReadFiles>;

/** What a new file begins with. */
export const emptyRoot = '{\n}\n';

/**
 * Works out which files a change rewrites, and how.
 * @throws AppError when the change is not possible: it does not parse, names an unknown file, …
 */
export async function textsOf(
  candidate: ConfigCandidate,
  read: ReadFiles,
  readWith: ReadWith,
): Promise<NewTexts> {
  if ('raw' in candidate) return wholeText(candidate.raw, candidate.file, read);
  const tree = requireUsable(read);
  const edits =
    'patch' in candidate
      ? patchToEdits(parsePatch(candidate.patch), [], tree)
      : toEdits(candidate.edits);
  const base = read.graph.root ? new Map<string, string>() : rootOnly(read.graph);
  const texts = await editFiles(edits, async (changed) => {
    const again = await readWith(new Map([...base, ...changed]));
    return requireUsable(again);
  });
  return texts.size > 0 ? new Map([...base, ...texts]) : texts;
}

function rootOnly(graph: FileGraph): Map<string, string> {
  return new Map([[graph.rootPath, emptyRoot]]);
}

/** The edits of a change that is told by path. */
export function editsOf(candidate: ConfigCandidate): readonly PlainEdit[] {
  return 'edits' in candidate ? toEdits(candidate.edits) : [];
}

function toEdits(
  edits: Extract<ConfigCandidate, { edits: unknown }>['edits'],
): readonly PlainEdit[] {
  const limit = limits.config.editsPerWrite;
  if (edits.length > limit) {
    throw new AppError('CONFIG_EDIT_INVALID', { reason: `at most ${limit} edits at once` });
  }
  return edits.map(toPlainEdit);
}

/** @throws AppError CONFIG_UNPARSABLE while the files have to be mended by hand. */
export function requireUsable(read: ReadFiles): Tree {
  if (read.rootProblem) {
    const { fault } = read.rootProblem;
    const place = fault.place ? { place: fault.place } : {};
    throw new AppError('CONFIG_UNPARSABLE', { reason: fault.message, fix: fault.hint }, place);
  }
  return read.tree ?? { kind: 'object', origin: nowhere, lost: [], entries: new Map(), parts: [] };
}

// Stands for "there is no file"; nothing is ever looked up there.
const nowhere: Tree['origin'] = {
  file: {
    path: '',
    name: '',
    text: '',
    parsed: { root: { kind: 'object', members: [], start: 0, end: 0 } },
    locate: () => ({ line: 1, column: 1 }),
  },
  span: { start: 0, end: 0 },
};

function wholeText(raw: string, name: string | undefined, read: ReadFiles): NewTexts {
  checkSize(raw);
  const path = name === undefined ? read.graph.rootPath : pathOfFile(name, read.graph);
  const parsed = parseOrPlace(raw, path);
  if (path === read.graph.rootPath && parsed.kind !== 'object') {
    const found = parsed.kind === 'array' ? 'a list' : 'a single value';
    throw new AppError('CONFIG_ROOT_NOT_OBJECT', { found }, { place: { file: path } });
  }
  const before = read.graph.files.get(path);
  const secrets = findOpenSecrets(findMounts(read.graph), channelTypes(read.tree));
  const text = restoreSecrets(raw, parsed, before, secrets);
  return new Map([[path, keepFormat(text, before?.text)]]);
}

function checkSize(text: string): void {
  const limitBytes = limits.config.fileBytes;
  if (text.length > limitBytes || Buffer.byteLength(text) > limitBytes) {
    throw new AppError('CONFIG_TOO_LARGE', { limitBytes });
  }
}

function parseOrPlace(text: string, file: string): ReturnType<typeof parseSyntax> {
  try {
    return parseSyntax(text);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const place = { ...thrown.place, file };
    throw new AppError(thrown.code, thrown.values, { place, cause: thrown });
  }
}

/** Only files that belong to the configuration, or that it asks for, can be written. */
function pathOfFile(name: string, graph: FileGraph): string {
  const path = resolve(graph.folder, name);
  const isKnown = graph.files.has(path) || path === graph.rootPath;
  if (!isKnown && !(isInside(graph.folder, path) && graph.watched.includes(path))) {
    throw new AppError('CONFIG_FILE_UNKNOWN', { file: name });
  }
  return path;
}

function parsePatch(text: string): unknown {
  checkSize(text);
  const value = toValue(parseSyntax(text));
  if (isRecord(value)) return value;
  throw new AppError('CONFIG_EDIT_INVALID', { reason: 'a patch is an object in { }' });
}

/** RFC 7396: an object goes into the object that is there, null deletes, anything else replaces. */
function patchToEdits(
  patch: unknown,
  path: ConfigPath,
  tree: Tree | undefined,
): readonly PlainEdit[] {
  if (!isRecord(patch)) return [toPlainEdit({ op: 'set', path, value: patch })];
  if (path.length > 0 && tree?.kind !== 'object') {
    return [toPlainEdit({ op: 'set', path, value: withoutNulls(patch) })];
  }
  return Object.entries(patch).flatMap(([key, value]): readonly PlainEdit[] => {
    const below = [...path, key];
    const child = tree && childOf(tree, key);
    if (value !== null) return patchToEdits(value, below, child);
    return child ? [toPlainEdit({ op: 'delete', path: below })] : [];
  });
}

/** What a patch makes of nothing. */
function withoutNulls(patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const kept = Object.entries(patch).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutNulls(value)]));
}

/**
 * Whether a change could lose most of a file by accident. Whoever names an entry by its path, as in
 * `agents.coder`, means that one, however large it is; whole sections and whole texts are looked at.
 */
export function canLoseMost(candidate: ConfigCandidate): boolean {
  if (!('edits' in candidate)) return true;
  return toEdits(candidate.edits).some(({ path }) => path.length < 2);
}

/** @throws AppError CONFIG_WRITE_LOSES_MOST when most of a file would go. */
export function checkShrink(before: SourceFile | undefined, text: string): void {
  const beforeBytes = Buffer.byteLength(before?.text ?? '');
  const afterBytes = Buffer.byteLength(text);
  if (beforeBytes <= limits.config.shrinkGuardBytes || afterBytes * 2 >= beforeBytes) return;
  const place = before ? { place: { file: before.path } } : {};
  throw new AppError('CONFIG_WRITE_LOSES_MOST', { beforeBytes, afterBytes }, place);
}

/** Where a file is written: the root as it was named, so that a link stays a link. */
export function writePath(path: string, graph: FileGraph, configPath: string): string {
  return path === graph.rootPath ? resolve(dirname(configPath), basename(configPath)) : path;
}
