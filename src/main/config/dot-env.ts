import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { limits } from '../../shared/config/limits.ts';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import { decodeText, isNodeError, readBounded } from './files.ts';

export interface DotEnv {
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
  readonly fault: AppError | undefined;
}

/** Reads `.env` of the state directory. A missing file is empty; a bad one is empty with a fault. */
export async function readDotEnv(stateDir: string): Promise<DotEnv> {
  const path = join(stateDir, '.env');
  try {
    const text = decodeText(await readBounded(path, limits.config.dotEnvBytes));
    return { path, values: parseDotEnv(text), fault: undefined };
  } catch (thrown) {
    if (isNodeError(thrown, 'ENOENT') || isNodeError(thrown, 'ENOTDIR')) {
      return { path, values: {}, fault: undefined };
    }
    const reason = thrown instanceof AppError ? thrown.message : toAppError(thrown).message;
    return { path, values: {}, fault: new AppError('CONFIG_DOTENV_UNREADABLE', { reason }) };
  }
}

/** The lines `NAME=value` of a text, with quotes and comments as Node reads them. */
export function parseDotEnv(text: string): Readonly<Record<string, string>> {
  const values = Object.entries(parseEnv(text.replace(/^\uFEFF/, '')));
  return Object.fromEntries(
    values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The environment with `.env` below it: what is set already is never overridden. */
export function withDotEnv(
  env: Readonly<Record<string, string | undefined>>,
  dotEnv: DotEnv,
): Readonly<Record<string, string | undefined>> {
  const set = Object.entries(env).filter(([, value]) => value !== undefined);
  return { ...dotEnv.values, ...Object.fromEntries(set) };
}
