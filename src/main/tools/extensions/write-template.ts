import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/index.ts';
import { newId } from '../../platform/ids.ts';
import { extensionName } from './manifest.ts';
import { templateFiles } from './template-files.ts';

/**
 * Makes a working example of an extension with its test. It appears all at once, so that a running
 * gateway never reads half of it.
 * @returns the folder
 * @throws AppError EXTENSION_NAME_INVALID, EXTENSION_EXISTS
 */
export async function writeTemplate(extensionsDir: string, name: string): Promise<string> {
  if (!extensionName.test(name)) throw new AppError('EXTENSION_NAME_INVALID', { name });
  const folder = join(extensionsDir, name);
  if (existsSync(folder)) throw new AppError('EXTENSION_EXISTS', { folder });
  const draft = join(extensionsDir, `.${name}-${newId()}`);
  await mkdir(draft, { recursive: true, mode: 0o700 });
  try {
    for (const [file, text] of Object.entries(templateFiles(name)))
      await writeFile(join(draft, file), text);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  return folder;
}
