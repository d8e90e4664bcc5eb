import { rename, rm } from 'node:fs/promises';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import type { ToolResult } from '../tool.ts';
import { toFileError } from './file-errors.ts';
import type { Folder } from './folder.ts';
import type { FileArguments } from './parameters.ts';
import { done, printName, trashName } from './read-actions.ts';
import { readWhole } from './read-file.ts';
import { lookAt, replaceFile } from './replace-file.ts';
import { decodeText } from './text-content.ts';
import { listNames } from './walk-folder.ts';
import type { Place, Workspace } from './workspace.ts';

/** `write`: the whole content of a file, which is made with its folders. */
export function writeFile(workspace: Workspace, args: FileArguments): Promise<ToolResult> {
  const text = need(args.text, 'text');
  return workspace.withPlace(args.path, { last: 'follow', make: true }, async (place) => {
    assertOpen(place);
    if (args.overwrite === false && (await lookAt(place)))
      throw new AppError('FILE_EXISTS', { path: place.relative });
    await replaceFile(place, text);
    return done(`Wrote ${Buffer.byteLength(text)} bytes to ${printName(place.relative)}.`);
  });
}

/** `append`: adds to the end of a file, which is made when it is not there. */
export function appendFile(workspace: Workspace, args: FileArguments): Promise<ToolResult> {
  const text = need(args.text, 'text');
  return workspace.withPlace(args.path, { last: 'follow', make: true }, async (place) => {
    assertOpen(place);
    const before = (await lookAt(place)) ? await readText(place) : '';
    assertSize(before.length + text.length, place);
    await replaceFile(place, before + text);
    return done(`Added ${Buffer.byteLength(text)} bytes to ${printName(place.relative)}.`);
  });
}

/** `edit`: replaces an exact text that is there once, or everywhere. */
export function editFile(workspace: Workspace, args: FileArguments): Promise<ToolResult> {
  const old = need(args.old, 'old');
  const fresh = need(args.new, 'new');
  if (old === '') throw invalid('old', 'it must not be empty');
  return workspace.withPlace(args.path, { last: 'follow' }, async (place) => {
    assertOpen(place);
    const before = await readText(place);
    const change = fitLineBreaks(before, old, fresh);
    const count = countOf(before, change.old);
    if (count === 0) throw new AppError('FILE_EDIT_MISSED', { path: place.relative });
    if (count > 1 && args.all !== true)
      throw new AppError('FILE_EDIT_AMBIGUOUS', { path: place.relative, count });
    assertSize(before.length + count * (change.fresh.length - change.old.length), place);
    // As a function, since "$&" in a text would mean something else.
    await replaceFile(
      place,
      before.replaceAll(change.old, () => change.fresh),
    );
    const places = count === 1 ? 'one place' : `${count} places`;
    return done(`Replaced ${places} in ${printName(place.relative)}.`);
  });
}

/** `move`: gives a file or folder another path; what is there already stays unless it may go. */
export function moveFile(workspace: Workspace, args: FileArguments): Promise<ToolResult> {
  const target = need(args.to, 'to');
  return workspace.withPlace(args.path, { last: 'keep' }, (from) =>
    workspace.withPlace(target, { last: 'keep', make: true }, async (to) => {
      if (from.relative === trashName) throw protectedTrash(from);
      assertOpen(to);
      await assertThere(from);
      const there = await lookAt(to);
      if (there && (args.overwrite !== true || there.isDirectory()))
        throw new AppError('FILE_EXISTS', { path: to.relative });
      await moveEntry(from, to);
      return done(`Moved ${printName(from.relative)} to ${printName(to.relative)}.`);
    }),
  );
}

/** `delete`: moves a file or folder to the trash of the workspace, where it can be taken back. */
export function deleteFile(
  workspace: Workspace,
  args: FileArguments,
  clock: Clock,
): Promise<ToolResult> {
  return workspace.withPlace(args.path, { last: 'keep' }, async (place) => {
    assertOpen(place);
    await assertThere(place);
    const back = await throwAway(workspace, place, clock.now());
    const names = { gone: printName(place.relative), back: printName(back) };
    return done(`Deleted ${names.gone}. To take it back, move ${names.back} to ${names.gone}.`);
  });
}

/** @returns where it is now */
function throwAway(workspace: Workspace, place: Place, nowMs: number): Promise<string> {
  const name = `${stamp(nowMs)}-${newId().slice(-6)}-${place.name}`.slice(0, 200);
  const options = { last: 'keep', make: true } as const;
  return workspace.withPlace(`${trashName}/${name}`, options, async (kept) => {
    await moveEntry(place, kept);
    await emptyOld(kept.folder);
    return kept.relative;
  });
}

async function moveEntry(from: Place, to: Place): Promise<void> {
  try {
    await Promise.all([from.folder.check(), to.folder.check()]);
    await rename(from.path, to.path);
  } catch (error) {
    const isInItself = error instanceof Error && 'code' in error && error.code === 'EINVAL';
    if (isInItself) throw invalid('to', 'a folder can not be moved into itself');
    throw toFileError(error, from.relative);
  }
}

/** Names begin with the time, so that the oldest come first. */
async function emptyOld(trash: Folder): Promise<void> {
  const names = await listNames(trash);
  for (const name of names.slice(0, Math.max(0, names.length - limits.files.trashEntries)))
    await rm(`${trash.path}/${name}`, { recursive: true, force: true });
}

function stamp(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
}

async function readText(place: Place): Promise<string> {
  const { data } = await readWhole(place, limits.files.fileBytes);
  return decodeText(data, place.relative);
}

/** Models write line breaks as "\n"; a file of Windows has others. */
function fitLineBreaks(
  text: string,
  old: string,
  fresh: string,
): { readonly old: string; readonly fresh: string } {
  const isFitting = text.includes(old) || !text.includes('\r\n');
  if (isFitting) return { old, fresh };
  const widen = (part: string): string => part.replaceAll(/\r?\n/g, '\r\n');
  return { old: widen(old), fresh: widen(fresh) };
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** Nothing is changed in the trash but by moving it out. */
function assertOpen(place: Place): void {
  if (place.relative === trashName || place.relative.startsWith(`${trashName}/`))
    throw protectedTrash(place);
}

function protectedTrash(place: Place): AppError {
  const reason = 'it is the trash; things can only be moved out of it';
  return new AppError('FILE_PROTECTED', { path: place.relative, reason });
}

async function assertThere(place: Place): Promise<void> {
  if (!(await lookAt(place))) throw new AppError('FILE_NOT_FOUND', { path: place.relative });
}

function assertSize(chars: number, place: Place): void {
  const limit = limits.files.fileBytes;
  if (chars > limit) throw new AppError('FILE_TOO_LARGE', { path: place.relative, limit });
}

function need(value: string | undefined, name: string): string {
  if (value === undefined) throw invalid(name, 'this action needs it');
  return value;
}

function invalid(path: string, reason: string): AppError {
  return new AppError('TOOL_ARGUMENTS_INVALID', { tool: 'files', path, reason });
}
