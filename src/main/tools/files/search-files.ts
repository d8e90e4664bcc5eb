import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { ToolResult } from '../tool.ts';
import { matchGlob } from './match-glob.ts';
import type { FileArguments } from './parameters.ts';
import { done, printName, trashName } from './read-actions.ts';
import { readWhole } from './read-file.ts';
import { tryDecode } from './text-content.ts';
import { walkFolder, type Entry } from './walk-folder.ts';
import type { Workspace } from './workspace.ts';

/** Folders full of what nobody wrote; they are searched when one of them is named. */
const skipped = new Set([trashName, '.git', 'node_modules']);

interface Findings {
  readonly names: string[];
  readonly hits: string[];
  files: number;
  bytes: number;
  /** Why not everything was looked at. */
  cut: string | undefined;
}

/**
 * `search`: names that fit a glob or hold the text, and lines that hold the text, whatever its case.
 * Plain text and globs only: a regular expression of a model can take for ever.
 */
export function searchFiles(
  workspace: Workspace,
  { path, text, glob }: FileArguments,
  signal: AbortSignal,
): Promise<ToolResult> {
  if ((text ?? '') === '' && glob === undefined)
    throw new AppError('TOOL_ARGUMENTS_INVALID', {
      tool: 'files',
      path: 'text',
      reason: 'a search needs a text or a glob',
    });
  const wanted = (text ?? '').toLowerCase();
  return workspace.withFolder(path, async (folder) => {
    const found: Findings = { names: [], hits: [], files: 0, bytes: 0, cut: undefined };
    const enters = ({ place }: Entry): boolean => !skipped.has(place.name);
    const walk = { depth: limits.files.depth, signal, enters };
    for await (const entry of walkFolder(folder, walk)) {
      const isWanted = glob === undefined || matchGlob(glob, entry.place.relative);
      if (isWanted) await searchEntry(entry, wanted, found);
      found.cut ??= boundOf(found);
      if (found.cut !== undefined) break;
    }
    return done(describeFindings(found));
  });
}

async function searchEntry(entry: Entry, wanted: string, found: Findings): Promise<void> {
  const { place, kind, stats } = entry;
  if (wanted === '' || place.name.toLowerCase().includes(wanted))
    found.names.push(kind === 'folder' ? `${place.relative}/` : place.relative);
  if (kind !== 'file' || wanted === '') return;
  found.files += 1;
  if (stats.size > limits.files.searchFileBytes || stats.nlink > 1) return;
  found.bytes += stats.size;
  // A file that goes or changes its kind meanwhile is no reason to fail.
  const read = await readWhole(place, limits.files.searchFileBytes).catch(() => undefined);
  const text = read && tryDecode(read.data);
  if (text !== undefined) searchText(text, wanted, place.relative, found);
}

function searchText(text: string, wanted: string, name: string, found: Findings): void {
  if (!text.toLowerCase().includes(wanted)) return;
  for (const [index, line] of text.split('\n').entries()) {
    const at = line.toLowerCase().indexOf(wanted);
    if (at < 0) continue;
    if (found.hits.length >= limits.files.hits) return;
    found.hits.push(`${printName(name)}:${index + 1}: ${cutAround(line, at, wanted.length)}`);
  }
}

/** A long line is shown around the place. */
function cutAround(line: string, at: number, length: number): string {
  const { hitChars } = limits.files;
  if (line.length <= hitChars) return line.trimEnd();
  const start = Math.max(0, Math.min(at - Math.floor((hitChars - length) / 2), at));
  const end = Math.min(line.length, start + hitChars);
  return `${start > 0 ? '…' : ''}${line.slice(start, end)}${end < line.length ? '…' : ''}`;
}

function boundOf({ names, hits, files, bytes }: Findings): string | undefined {
  if (hits.length >= limits.files.hits || names.length >= limits.files.entries)
    return 'There is more: search for something narrower.';
  if (files >= limits.files.searchFiles || bytes >= limits.files.searchBytes)
    return 'Not everything was looked at: search in one folder.';
  return undefined;
}

function describeFindings({ names, hits, cut }: Findings): string {
  if (names.length + hits.length === 0) return cut ?? 'Nothing was found.';
  const parts = [
    ...(names.length > 0 ? [`Names (${names.length}):`, ...names.map(printName)] : []),
    ...(hits.length > 0 ? [`Lines (${hits.length}):`, ...hits] : []),
    ...(cut === undefined ? [] : [`[${cut}]`]),
  ];
  return parts.join('\n');
}
