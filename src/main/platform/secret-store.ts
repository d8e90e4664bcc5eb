import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { lazy } from '../../shared/lazy.ts';
import { newId } from './ids.ts';

/** Where `${secret:NAME}` of the config is read from. */
export interface SecretStore {
  /** Undefined when there is no secret of that name. */
  read(name: string): string | undefined;
  /** Names of all secrets, sorted. */
  names(): readonly string[];
  /** Keeps a secret; it is on the disk before this returns. @throws AppError CONFIG_SECRETS_ codes. */
  set(name: string, value: string): void;
  /** @returns whether there was one. @throws AppError CONFIG_SECRETS_UNREADABLE. */
  remove(name: string): boolean;
}

const secretsSchema = lazy(() => z.record(z.string(), z.string()));

type Secrets = Readonly<Record<string, string>>;

/**
 * Reads secrets from `secrets.json` in the credentials folder, which only the user can read. The
 * file is read again when it has changed; one that is not valid holds no secrets, and what needs
 * one of them says so as a problem of the config. Such a file is never written over.
 */
export function createSecretStore(credentialsDir: string): SecretStore {
  const path = join(credentialsDir, 'secrets.json');
  let known: { readonly state: string; readonly values: Secrets } | undefined;

  function load(): Secrets {
    const state = stateOf(path);
    if (state === undefined) return {};
    if (known?.state !== state) known = { state, values: parse(path) ?? {} };
    return known.values;
  }

  /** What is on the disk now, to be changed. */
  function loadToChange(): Secrets {
    const values = stateOf(path) === undefined ? {} : parse(path);
    if (!values) throw new AppError('CONFIG_SECRETS_UNREADABLE', {}, { place: { file: path } });
    return values;
  }

  function save(values: Secrets): void {
    mkdirSync(credentialsDir, { recursive: true, mode: 0o700 });
    writePrivateFileNow(path, `${JSON.stringify(values, undefined, 2)}\n`);
    known = undefined;
  }

  return {
    read(name) {
      const values = load();
      return Object.hasOwn(values, name) ? values[name] : undefined;
    },
    names: () => Object.keys(load()).toSorted(),
    set(name, value) {
      const values = loadToChange();
      if (Object.hasOwn(values, name) && values[name] === value) return;
      if (!Object.hasOwn(values, name) && Object.keys(values).length >= limits.config.secrets) {
        throw new AppError('CONFIG_SECRETS_FULL', { limit: limits.config.secrets });
      }
      save({ ...values, [name]: value });
    },
    remove(name) {
      const { [name]: removed, ...others } = loadToChange();
      if (removed === undefined) return false;
      save(others);
      return true;
    },
  };
}

/** Tells one state of the file from another; each write makes a new file. */
function stateOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && `${stat.mtimeMs} ${stat.ino} ${stat.size}`;
}

function parse(path: string): Secrets | undefined {
  try {
    return secretsSchema().safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The new name is on the disk only with its folder: a text that names the secret may be written next. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The whole file or the old one, also when the machine stops in between. */
function writePrivateFileNow(path: string, text: string): void {
  const temporary = `${path}.${newId()}.tmp`;
  try {
    const handle = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (thrown) {
    rmSync(temporary, { force: true });
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('CONFIG_UNWRITABLE', { reason }, { cause: thrown, place: { file: path } });
  }
}
