import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { limits } from '../../../shared/config/limits.ts';
import { AppError, toAppError } from '../../../shared/errors/index.ts';
import type { ExtensionPermissions } from '../../../shared/protocol/extensions.ts';
import { readWhole } from '../files/read-file.ts';
import { decodeText } from '../files/text-content.ts';
import { createWorkspace, type Workspace } from '../files/workspace.ts';
import { seemsExported } from './code-wrapping.ts';
import { extensionName, type Manifest, type ManifestTool } from './manifest.ts';
import { hashPermissions, normalisePermissions } from './permissions.ts';
import { manifestFile, readManifest } from './read-manifest.ts';

/** An extension as its folder has it. */
export interface Loaded {
  readonly name: string;
  readonly manifest: Manifest;
  readonly permissions: ExtensionPermissions;
  readonly permissionsHash: string;
  readonly code: string;
  readonly language: 'javascript' | 'typescript';
}

export type Loading =
  { readonly loaded: Loaded } | { readonly problems: readonly [AppError, ...AppError[]] };

/** Reads an extension without running any of it. Whatever is wrong is told, never thrown. */
export async function loadExtension(folder: string): Promise<Loading> {
  const name = basename(folder);
  if (!extensionName.test(name))
    return { problems: [new AppError('EXTENSION_NAME_INVALID', { name })] };
  try {
    return await load(name, createWorkspace(await realpath(folder)));
  } catch (error) {
    return { problems: [toAppError(error)] };
  }
}

async function load(name: string, workspace: Workspace): Promise<Loading> {
  const text = await readText(workspace, manifestFile, limits.extensions.manifestBytes).catch(
    (error: unknown): never => {
      const reason = toAppError(error).message;
      const fix = 'Make one with: openclaw tools new NAME';
      throw new AppError(
        'EXTENSION_MANIFEST_INVALID',
        { name, path: 'the file', reason, fix },
        { place: { file: manifestFile } },
      );
    },
  );
  const reading = readManifest(name, text);
  if ('problems' in reading) {
    const [first, ...rest] = reading.problems;
    return first ? { problems: [first, ...rest] } : { problems: [unreadable(name, manifestFile)] };
  }
  const { manifest } = reading;
  const code = await readText(workspace, manifest.main, limits.extensions.codeBytes).catch(
    (error: unknown): never => {
      throw codeFault(name, manifest.main, toAppError(error).message, `Add ${manifest.main}.`);
    },
  );
  const [missing] = manifest.tools.map(functionOf).filter((fn) => !seemsExported(code, fn));
  if (missing !== undefined) return { problems: [missingFunction(name, manifest.main, missing)] };
  const permissions = normalisePermissions(manifest.permissions);
  const permissionsHash = hashPermissions(name, permissions);
  const language = manifest.main.endsWith('.ts') ? 'typescript' : 'javascript';
  return { loaded: { ...{ name, manifest, permissions, permissionsHash, code, language } } };
}

/** The exported function that does the work of a tool. */
export function functionOf(tool: Pick<ManifestTool, 'name' | 'function'>): string {
  return tool.function ?? tool.name;
}

/** Something is wrong with the code of an extension. */
export function codeFault(
  name: string,
  file: string,
  reason: string,
  fix: string,
  place: { readonly line?: number | undefined; readonly column?: number | undefined } = {},
): AppError {
  const { line, column } = place;
  return new AppError(
    'EXTENSION_CODE_INVALID',
    { name, reason, fix },
    { place: { file, line, column } },
  );
}

export function missingFunction(name: string, file: string, fn: string): AppError {
  const fix = `Write "export async function ${fn}(input) { … }" in ${file}.`;
  return codeFault(name, file, `it exports no function "${fn}"`, fix);
}

function unreadable(name: string, file: string): AppError {
  return codeFault(name, file, 'it can’t be read', `Look at ${file}.`);
}

function readText(workspace: Workspace, file: string, maxBytes: number): Promise<string> {
  return workspace.withPlace(file, { last: 'follow' }, async (place) => {
    const { data } = await readWhole(place, maxBytes);
    return decodeText(data, file);
  });
}
