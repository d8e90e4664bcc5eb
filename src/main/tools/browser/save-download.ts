import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { limits } from '../../../shared/config/limits.ts';
import type { Workspace } from '../files/workspace.ts';
import type { BrowserDownload } from './browser-host.ts';

/** How often another number is tried when there is a file of that name already. */
const tries = 1_000;

/**
 * Moves a downloaded file into `downloads/` of the workspace, under a name that is safe everywhere, and
 * never over another file.
 *
 * @returns its path in the workspace
 */
export async function saveDownload(
  { file, suggestedName }: BrowserDownload,
  workspace: Workspace,
): Promise<string> {
  const name = safeName(suggestedName);
  try {
    for (let number = 0; number < tries; number++) {
      const given = `downloads/${numbered(name, number)}`;
      const saved = await workspace.withPlace(given, { last: 'keep', make: true }, (place) =>
        copyNew(file, place.path),
      );
      if (saved) return given;
    }
  } finally {
    await rm(file, { force: true });
  }
  throw new Error(`there are too many files named ${name}`);
}

/** False when there is something of that name. */
async function copyNew(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') return false;
    throw error;
  }
}

function numbered(name: string, number: number): string {
  if (number === 0) return name;
  const { name: stem, ext } = path.parse(name);
  return `${stem} (${number})${ext}`;
}

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name that is one file name on each system and does not hide: no folders, control characters, marks
 * that turn text round, leading dots, or names of devices.
 */
export function safeName(suggested: string): string {
  const last = suggested.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"|?*]/g,
      '_',
    )
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const { name, ext } = path.parse(plain);
  const end = ext.slice(0, 20);
  const short = Array.from(name)
    .slice(0, limits.browser.downloadNameChars - end.length)
    .join('');
  const whole = short + end;
  if (whole === '') return 'download';
  return reserved.test(whole) ? `_${whole}` : whole;
}
