import { expect, it } from 'vitest';
import { methods, events } from '../../shared/protocol/contract.ts';
import type { EventSpec } from '../../shared/protocol/spec.ts';
import { grantScopes, hasScope, maskOf } from './scopes.ts';

it('grants what is known and belongs to the role', () => {
  expect(grantScopes('operator', ['operator.write', 'operator.talk', 'node'])).toEqual([
    'operator.write',
  ]);
  expect(grantScopes('operator', [])).toEqual([]);
  expect(grantScopes('node', ['operator.admin'])).toEqual(['node']);
});

it('lets admin do all of an operator, write read, and nobody what is for nodes', () => {
  const may = (scopes: Parameters<typeof maskOf>[0], scope: Parameters<typeof hasScope>[1]) =>
    hasScope(maskOf(scopes), scope);
  expect(may(['operator.admin'], 'operator.pairing')).toBe(true);
  expect(may(['operator.write'], 'operator.read')).toBe(true);
  expect(may(['operator.write'], 'operator.admin')).toBe(false);
  expect(may(['operator.read'], 'operator.write')).toBe(false);
  expect(may(['operator.admin'], 'node')).toBe(false);
  expect(may(['node'], 'operator.read')).toBe(false);
  expect(may([], 'operator.read')).toBe(false);
});

it('finds a scope at each method, and read at each event that can be caught up', () => {
  for (const spec of Object.values(methods)) expect(spec.scope).toMatch(/^operator\.|^node$/);
  // Whoever may call events.resume may see all that it brings back.
  const logged = Object.values(events).filter((spec: EventSpec) => spec.isLogged);
  for (const spec of logged) expect(spec.scope).toBe(methods['events.resume'].scope);
});
