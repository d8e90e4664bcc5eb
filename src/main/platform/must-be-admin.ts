import { AppError } from '../../shared/errors/index.ts';
import type { Connection } from './connection.ts';

const scope = 'operator.admin';

/** Whether somebody may change what the gateway does from now on: its configuration, standing rules. */
export function isAdmin({ scopes }: Pick<Connection, 'scopes'>): boolean {
  return scopes.includes(scope);
}

/**
 * For what a method does only with some params.
 * @throws AppError MISSING_SCOPE
 */
export function mustBeAdmin(method: string, connection: Pick<Connection, 'scopes'>): void {
  if (!isAdmin(connection)) throw new AppError('MISSING_SCOPE', { method, scope });
}
