import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';

/** Where `${secret:NAME}` of the config is read from. */
export interface SecretStore {
  /** Undefined when there is no secret of that name. */
  read(name: string): string | undefined;
}

const secretsSchema = lazy(() => z.record(z.string(), z.string()));

/**
 * Reads secrets from `secrets.json` in the credentials folder, which only the user can read. The
 * file is read again when it has changed; one that is not valid holds no secrets, and what needs
 * one of them says so as a problem of the config.
 */
export function createSecretStore(credentialsDir: string): SecretStore {
  const path = join(credentialsDir, 'secrets.json');
  let known:
    { readonly changedAt: number; readonly values: Readonly<Record<string, string>> } | undefined;

  function load(): Readonly<Record<string, string>> {
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changedAt === undefined) return {};
    if (known?.changedAt !== changedAt) known = { changedAt, values: parse(path) };
    return known.values;
  }

  return {
    read(name) {
      const values = load();
      return Object.hasOwn(values, name) ? values[name] : undefined;
    },
  };
}

function parse(path: string): Readonly<Record<string, string>> {
  try {
    return secretsSchema().safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? {};
  } catch {
    return {};
  }
}
