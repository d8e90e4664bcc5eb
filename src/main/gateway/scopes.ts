import { scopes as allScopes, type Scope } from '../../shared/protocol/spec.ts';
import type { Role } from './types.ts';

/**
 * A set of scopes as bits, with what they imply: admin means every operator scope, write means
 * read (as in the OpenClaw protocol). One number for each peer instead of a set.
 */
export type ScopeMask = number;

const bits: Readonly<Record<Scope, number>> = {
  'operator.read': 1,
  'operator.write': 2,
  'operator.admin': 4,
  'operator.pairing': 8,
  node: 16,
};
const implied: Readonly<Record<Scope, ScopeMask>> = {
  'operator.read': 1,
  'operator.write': 1 | 2,
  'operator.admin': 1 | 2 | 4 | 8,
  'operator.pairing': 8,
  node: 16,
};

/** What a role is granted of the scopes it asks for: unknown ones and those of others fall out. */
export function grantScopes(role: Role, asked: readonly string[]): readonly Scope[] {
  switch (role) {
    case 'node':
      return ['node'];
    case 'operator':
      return allScopes.filter((scope) => scope !== 'node' && asked.includes(scope));
  }
}

/** The bits of scopes and of all they imply. */
export function maskOf(scopes: readonly Scope[]): ScopeMask {
  return scopes.reduce((mask, scope) => mask | implied[scope], 0);
}

/** Whether a peer with this mask may do what needs `scope`. */
export function hasScope(mask: ScopeMask, scope: Scope): boolean {
  return (mask & bits[scope]) !== 0;
}
