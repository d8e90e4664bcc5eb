import { createHash } from 'node:crypto';
import type { ExtensionPermissions } from '../../../shared/protocol/extensions.ts';

/** The same permissions always look the same, in whatever order they were written. */
export function normalisePermissions(given: ExtensionPermissions): ExtensionPermissions {
  const folders = new Map<string, boolean>();
  for (const { path, write } of given.folders)
    folders.set(path, write || folders.get(path) === true);
  return {
    hosts: [...new Set(given.hosts.map((host) => host.toLowerCase()))].sort(),
    folders: [...folders].sort().map(([path, write]) => ({ path, write })),
    secrets: [...new Set(given.secrets)].sort(),
  };
}

/** What an approval is for: this extension with these permissions, and nothing else. */
export function hashPermissions(name: string, permissions: ExtensionPermissions): string {
  const text = JSON.stringify([name, normalisePermissions(permissions)]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Code that asks for nothing can only compute. */
export function isHarmless({ hosts, folders, secrets }: ExtensionPermissions): boolean {
  return hosts.length + folders.length + secrets.length === 0;
}

/** It could act in the owner's name or change what is the owner's. */
export function canChangeThings({ folders, secrets }: ExtensionPermissions): boolean {
  return secrets.length > 0 || folders.some((folder) => folder.write);
}

/** For the owner to read, in one line. */
export function sayPermissions({ hosts, folders, secrets }: ExtensionPermissions): string {
  const parts = [
    ...hosts.map((host) => `to reach ${host}`),
    ...folders.map(({ path, write }) => `to ${write ? 'change' : 'read'} files in ${path}`),
    ...secrets.map((secret) => `to use the secret ${secret}`),
  ];
  return parts.join(', ') || 'nothing';
}
