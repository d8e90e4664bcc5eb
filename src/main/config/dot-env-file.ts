import { realpath } from 'node:fs/promises';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { parseDotEnv, type DotEnv } from './dot-env.ts';
import { decodeText, isNodeError, readBounded } from './files.ts';
import { writePrivateFile } from './write-file.ts';

/**
 * Adds `NAME=value` to `.env`; every line that is there stays. The file is there as a whole or not
 * at all, and only this user can read it. Nothing is written when it says so already.
 * @throws AppError CONFIG_SECRET_NAME_TAKEN, CONFIG_SECRET_UNSUITABLE, CONFIG_DOTENV_UNREADABLE.
 */
export async function addToDotEnv(dotEnv: DotEnv, name: string, value: string): Promise<void> {
  if (dotEnv.fault) throw dotEnv.fault;
  const path = await realpath(dotEnv.path).catch(() => dotEnv.path);
  const text = await readOrEmpty(path);
  const before = parseDotEnv(text);
  if (Object.hasOwn(before, name)) {
    if (before[name] === value) return;
    throw new AppError('CONFIG_SECRET_NAME_TAKEN', { name });
  }
  const after = withLine(text, name, value, before);
  if (after === undefined) {
    const reason = 'a line of .env cannot say it';
    throw new AppError('CONFIG_SECRET_UNSUITABLE', { path: name, reason });
  }
  if (Buffer.byteLength(after) > limits.config.dotEnvBytes) {
    throw new AppError('CONFIG_TOO_LARGE', { limitBytes: limits.config.dotEnvBytes });
  }
  await writePrivateFile(path, after);
}

async function readOrEmpty(path: string): Promise<string> {
  try {
    return decodeText(await readBounded(path, limits.config.dotEnvBytes));
  } catch (thrown) {
    if (isNodeError(thrown, 'ENOENT')) return '';
    throw thrown;
  }
}

/** The text with the line, in the first spelling that reads back as what was meant. */
function withLine(
  text: string,
  name: string,
  value: string,
  before: Readonly<Record<string, string>>,
): string | undefined {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const start = text === '' || /[\r\n]$/.test(text) ? text : text + newline;
  const wanted = JSON.stringify(sorted({ ...before, [name]: value }));
  const spellings = [...(/^[\w.:/+=@-]+$/.test(value) ? [value] : [])];
  spellings.push(`'${value}'`, `"${value}"`, `\`${value}\``);
  return spellings
    .map((spelling) => `${start}${name}=${spelling}${newline}`)
    .find((candidate) => JSON.stringify(sorted(parseDotEnv(candidate))) === wanted);
}

function sorted(values: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  return Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
