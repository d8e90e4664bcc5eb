import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { limits } from '../../shared/config/limits.ts';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import type { ConfigFiles } from './files.ts';
import { createLineIndex } from '../../shared/json5/lines.ts';
import { parseSyntax } from '../../shared/json5/parse.ts';
import type { ObjectNode, SyntaxNode } from '../../shared/json5/tree.ts';
import type { SourceFile } from './tree.ts';

/** Every file that belongs to the configuration, read once. */
export interface FileGraph {
  /** Undefined when there is no root file. */
  readonly root: SourceFile | undefined;
  /** Why the root could not even be read. */
  readonly rootFault: AppError | undefined;
  /** By identity, the root first, then includes in the order in which they were found. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** What an include of a file leads to. */
  follow(from: SourceFile, name: string): SourceFile | AppError;
  /** Path of the root as `SourceFile.path` gives it, also while there is none. */
  readonly rootPath: string;
  /** The folder that includes may not leave, links resolved. */
  readonly folder: string;
  /** Paths whose change can change the configuration, also of files that are missing. */
  readonly watched: readonly string[];
  readonly hash: string;
}

/** Texts that stand in for files on disk: how a change is tried before it is written. */
export type TextOverrides = ReadonlyMap<string, string>;

interface Reading {
  readonly disk: ConfigFiles;
  readonly overrides: TextOverrides;
  /** The folder that includes may not leave: as given and with links resolved. */
  readonly folder: string;
  readonly realFolder: string;
  readonly files: Map<string, SourceFile>;
  readonly edges: Map<string, SourceFile | AppError>;
  readonly watched: Set<string>;
  totalLength: number;
}

/**
 * Reads the root and everything it includes. Never throws because of what the files say: a fault
 * stays with its file or its include.
 * @param overrides by the path of the file as `SourceFile.path` gives it.
 */
export async function readGraph(
  configPath: string,
  disk: ConfigFiles,
  overrides: TextOverrides = new Map(),
): Promise<FileGraph> {
  const folder = dirname(configPath);
  const realFolder = (await disk.realPath(folder).catch(() => undefined)) ?? folder;
  const reading: Reading = {
    disk,
    overrides,
    folder,
    realFolder,
    files: new Map(),
    edges: new Map(),
    watched: new Set([configPath]),
    totalLength: 0,
  };
  const root = await readRoot(reading, configPath).catch(toAppError);
  if (root && !(root instanceof AppError)) await readIncludes(reading, root);
  return {
    root: root instanceof AppError ? undefined : root,
    rootFault: root instanceof AppError ? root : undefined,
    files: reading.files,
    follow: (from, name) => reading.edges.get(edgeKey(from, name)) ?? tooMany(),
    rootPath: join(realFolder, relative(folder, configPath)),
    folder: realFolder,
    watched: [...reading.watched],
    hash: hashOf(reading.files, root instanceof AppError ? root.message : ''),
  };
}

function tooMany(): AppError {
  return new AppError('CONFIG_TOO_MANY_FILES', { limit: limits.config.includes });
}

const edgeKey = (from: SourceFile, name: string): string => `${from.path}\0${name}`;

async function readRoot(reading: Reading, configPath: string): Promise<SourceFile | undefined> {
  const path = join(reading.realFolder, relative(reading.folder, configPath));
  const text = reading.overrides.get(path) ?? (await reading.disk.readText(configPath));
  if (text === undefined) return undefined;
  // The root is known by where it was asked for: its includes are relative to that folder, also
  // when it is a link into another one.
  return addFile(reading, path, text);
}

function addFile(reading: Reading, path: string, text: string): SourceFile {
  reading.totalLength += text.length;
  let index: ReturnType<typeof createLineIndex> | undefined;
  const file: SourceFile = {
    path,
    name: relative(reading.realFolder, path).split(sep).join('/'),
    text,
    parsed: parseFile(text),
    locate: (offset) => (index ??= createLineIndex(text))(offset),
  };
  reading.files.set(path, file);
  return file;
}

function parseFile(text: string): SourceFile['parsed'] {
  try {
    return { root: parseSyntax(text) };
  } catch (thrown) {
    return { fault: toAppError(thrown) };
  }
}

async function readIncludes(reading: Reading, root: SourceFile): Promise<void> {
  const open = [root];
  for (let file = open.shift(); file; file = open.shift()) {
    if ('fault' in file.parsed) continue;
    for (const name of includedNames(file.parsed.root)) {
      const key = edgeKey(file, name);
      if (reading.edges.has(key)) continue;
      if (reading.edges.size >= limits.config.includes) return;
      const before = reading.files.size;
      const target = await readInclude(reading, file, name).catch(toAppError);
      reading.edges.set(key, target);
      if (!(target instanceof AppError) && reading.files.size > before) open.push(target);
    }
  }
}

async function readInclude(reading: Reading, from: SourceFile, name: string): Promise<SourceFile> {
  const path = includePath(reading, from, name);
  reading.watched.add(path);
  const real = await reading.disk.realPath(path);
  if (real === undefined && !reading.overrides.has(path)) throw missing(name);
  const target = real ?? path;
  if (!isInside(reading.realFolder, target)) throw outside(name);
  reading.watched.add(target);
  const known = reading.files.get(target);
  if (known) return known;
  const text = reading.overrides.get(target) ?? (await reading.disk.readText(target));
  if (text === undefined) throw missing(name);
  if (reading.totalLength + text.length > limits.config.totalBytes) {
    throw new AppError('CONFIG_TOTAL_TOO_LARGE', { limitBytes: limits.config.totalBytes });
  }
  return addFile(reading, target, text);
}

const missing = (name: string): AppError => new AppError('CONFIG_INCLUDE_MISSING', { name });
const outside = (name: string): AppError => new AppError('CONFIG_INCLUDE_OUTSIDE', { name });

/** The path an include means. One that leaves the folder is refused before the disk is asked. */
function includePath(reading: Reading, from: SourceFile, name: string): string {
  if (name === '' || name.length > 4_096 || name.includes('\0')) {
    throw new AppError('CONFIG_INCLUDE_INVALID');
  }
  const path = resolve(dirname(from.path), name);
  if (isInside(reading.realFolder, path)) return path;
  if (isInside(reading.folder, path))
    return join(reading.realFolder, relative(reading.folder, path));
  throw outside(name);
}

/** Whether `path` lies in `folder` and is not the folder itself. Both must be absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The names that an `$include` of this object gives; undefined when it is not a valid one. */
export function namesOfInclude(node: SyntaxNode): readonly string[] | undefined {
  if (node.kind === 'scalar') return typeof node.value === 'string' ? [node.value] : undefined;
  if (node.kind !== 'array') return undefined;
  const names = node.items.flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : [],
  );
  return names.length === node.items.length && names.length > 0 ? names : undefined;
}

function* includedNames(node: SyntaxNode): Generator<string> {
  if (node.kind === 'array') for (const item of node.items) yield* includedNames(item);
  if (node.kind === 'object') yield* includedNamesOfObject(node);
}

function* includedNamesOfObject(node: ObjectNode): Generator<string> {
  for (const { key, value } of node.members) {
    if (key === '$include') yield* namesOfInclude(value) ?? [];
    else yield* includedNames(value);
  }
}

function hashOf(files: ReadonlyMap<string, SourceFile>, rootFault: string): string {
  const hash = createHash('sha256').update(rootFault);
  for (const file of files.values()) {
    hash.update(`\0${file.name}\0${String(file.text.length)}\0`).update(file.text);
  }
  return hash.digest('hex');
}
