import { expect, it } from 'vitest';
import type { HelloOk } from '../../shared/protocol/connect.ts';
import { mayAdminister } from './connection.ts';

const online = (...scopes: string[]) => ({
  phase: { kind: 'online' as const, hello: { auth: { role: 'operator', scopes } } as HelloOk },
});

it('rules are offered over a connection that may set them, and in the window of the program', () => {
  expect(mayAdminister(online('operator.read', 'operator.admin'))).toBe(true);
  expect(mayAdminister({ phase: { kind: 'online', hello: null } })).toBe(true);
  expect(mayAdminister({ phase: { kind: 'idle' } })).toBe(true);
  expect(mayAdminister(online('operator.read', 'operator.write'))).toBe(false);
});
