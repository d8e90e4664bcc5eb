import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { toFileError } from './file-errors.ts';

/**
 * Where a path of a model leads: its names from the root of the workspace, free of links as far as they
 * exist at this moment.
 * @param root the workspace, without links
 * @param last whether a link at the very end is followed or meant itself
 * @throws AppError FILE_OUTSIDE, FILE_WRONG_KIND, FILE_FAILED
 */
export async function findPlace(
  root: string,
  given: string,
  last: 'follow' | 'keep',
): Promise<readonly string[]> {
  const names = readNames(root, given);
  const kept = last === 'keep' ? names.slice(-1) : [];
  const followed = names.slice(0, names.length - kept.length);
  const real = await resolveLinks(root, followed, given);
  const inside = path.relative(root, real.path);
  if (!isInside(inside)) throw new AppError('FILE_OUTSIDE', { path: given });
  const all = [...splitPath(inside), ...real.rest, ...kept];
  if (all.length > limits.files.depth) throw new AppError('FILE_OUTSIDE', { path: given });
  return all;
}

/** The names a path is made of, without "." and "..". An absolute path counts when it is inside. */
function readNames(root: string, given: string): readonly string[] {
  const isSound = given.length <= limits.files.pathChars && !given.includes('\0');
  const inside = isSound ? path.relative(root, path.resolve(root, given)) : '..';
  if (!isInside(inside)) throw new AppError('FILE_OUTSIDE', { path: given.slice(0, 200) });
  return splitPath(inside);
}

function isInside(relative: string): boolean {
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function splitPath(relative: string): readonly string[] {
  return relative === '' ? [] : relative.split(path.sep);
}

/** The real path of the part that exists, and the names behind it that do not. */
async function resolveLinks(
  root: string,
  names: readonly string[],
  given: string,
): Promise<{ readonly path: string; readonly rest: readonly string[] }> {
  for (let count = names.length; count > 0; count--) {
    try {
      const found = await realpath(path.join(root, ...names.slice(0, count)));
      return { path: found, rest: names.slice(count) };
    } catch (error) {
      const failure = toFileError(error, given);
      if (failure.code !== 'FILE_NOT_FOUND') throw failure;
    }
  }
  return { path: root, rest: names };
}
