import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { ToolResult } from '../tool.ts';
import { toFileError } from './file-errors.ts';
import type { FileArguments } from './parameters.ts';
import { readWhole } from './read-file.ts';
import { lookAt } from './replace-file.ts';
import { decodeText, recognisePicture, tryDecode } from './text-content.ts';
import { kindOf, listNames, walkFolder, type Entry } from './walk-folder.ts';
import type { Place, Workspace } from './workspace.ts';

/** Room for the line that says what is shown. */
const headChars = 500;

/** `list`: what is in a folder, with sizes; folders end with "/". */
export function listFiles(
  workspace: Workspace,
  { path, depth = 1 }: FileArguments,
  signal: AbortSignal,
): Promise<ToolResult> {
  return workspace.withFolder(path, async (folder) => {
    const rows: string[] = [];
    let isCut = false;
    // What was deleted is not part of what is there, unless somebody looks for it.
    const enters = ({ place }: Entry): boolean => place.relative !== trashName;
    for await (const entry of walkFolder(folder, { depth, signal, enters })) {
      isCut = rows.length >= limits.files.entries;
      if (isCut) break;
      rows.push(describeEntry(entry));
    }
    const where = folder.relative === '' ? 'the workspace' : printName(folder.relative);
    const head = `${rows.length} ${rows.length === 1 ? 'entry' : 'entries'} in ${where}`;
    const tail = isCut ? ['[There is more: list a folder in it.]'] : [];
    return done([head, ...rows, ...tail].join('\n'));
  });
}

/** Where deleted things go, in the root of a workspace. */
export const trashName = '.trash';

function describeEntry({ place, kind, stats }: Entry): string {
  const name = printName(place.relative);
  switch (kind) {
    case 'folder':
      return `${name}/`;
    case 'file':
      return `${name}  ${stats.size} bytes`;
    case 'link':
      return `${name}  (link)`;
    case 'other':
      return `${name}  (device, pipe or socket)`;
  }
}

/** `read`: a text by lines, or a picture for models that see. */
export function readFile(workspace: Workspace, args: FileArguments): Promise<ToolResult> {
  return workspace.withPlace(args.path, { last: 'follow' }, async (place) => {
    const { data } = await readWhole(place, limits.files.fileBytes);
    const mimeType = recognisePicture(data);
    if (mimeType && data.byteLength <= limits.tools.imageBytes) {
      const text = `${printName(place.relative)}: a picture (${mimeType}, ${data.byteLength} bytes)`;
      return { text, isError: false, images: [{ mimeType, data }] };
    }
    return done(cutLines(decodeText(data, place.relative), place.relative, args));
  });
}

/** The lines that were asked for, as they stand, as far as a model may read them at once. */
function cutLines(
  text: string,
  name: string,
  { from = 1, lines = limits.files.readLines }: FileArguments,
): string {
  const all = text.split('\n');
  // A line break at the end ends the last line; it does not begin another one.
  if (all.at(-1) === '' && all.length > 1) all.pop();
  const shown: string[] = [];
  let room = limits.tools.resultChars - headChars;
  for (const line of all.slice(from - 1, from - 1 + lines)) {
    room -= line.length + 1;
    if (room < 0 && shown.length > 0) break;
    shown.push(room < 0 ? `${line.slice(0, room)}[… the line is longer …]` : line);
  }
  const last = from - 1 + shown.length;
  const rest = last < all.length ? `; go on with from: ${last + 1}` : '';
  const range = shown.length === 0 ? 'nothing' : `lines ${from} to ${last}`;
  return `${printName(name)}, ${range} of ${all.length}${rest}:\n${shown.join('\n')}`;
}

/** `info`: what something is, without reading it aloud. Answers JSON. */
export function describeFile(workspace: Workspace, { path }: FileArguments): Promise<ToolResult> {
  if (path === '.') return describeRoot(workspace);
  return workspace.withPlace(path, { last: 'keep' }, async (place) => {
    const stats = await lookAt(place);
    if (!stats) throw toFileError(new AppError('FILE_NOT_FOUND', { path: place.relative }), path);
    const kind = kindOf(stats);
    const facts = {
      path: place.relative,
      kind,
      bytes: stats.size,
      modified: new Date(stats.mtimeMs).toISOString(),
      ...(kind === 'file' && stats.size <= limits.files.fileBytes && stats.nlink === 1
        ? await describeContent(place)
        : {}),
    };
    return done(JSON.stringify(facts));
  });
}

function describeRoot(workspace: Workspace): Promise<ToolResult> {
  return workspace.withFolder('.', async (folder) => {
    const { length } = await listNames(folder);
    return done(JSON.stringify({ path: '.', kind: 'folder', entries: length }));
  });
}

async function describeContent(place: Place): Promise<Record<string, unknown>> {
  const { data } = await readWhole(place, limits.files.fileBytes);
  const text = tryDecode(data);
  if (text !== undefined)
    return { content: 'text', lines: text === '' ? 0 : text.split('\n').length };
  return { content: recognisePicture(data) ?? 'binary' };
}

/** Names can hold line breaks and worse; a row stays a row. */
export function printName(name: string): string {
  return name.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '�');
}

/** A result that went well. */
export function done(text: string): ToolResult {
  return { text, isError: false };
}
