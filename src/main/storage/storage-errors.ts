import { AppError } from '../../shared/errors/index.ts';

/** Says a failure of SQLite in our own codes; what is ours already stays as it is. */
export function toStorageError(error: unknown, path: string): unknown {
  const code = sqliteCode(error);
  if (!code) return error;
  const reason = error instanceof Error ? error.message : code;
  if (code.startsWith('SQLITE_FULL'))
    return new AppError('STORAGE_FULL', { path }, { cause: error });
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
    return new AppError('STORAGE_CORRUPT', { path }, { cause: error });
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new AppError('STORAGE_BUSY', { path }, { cause: error });
  return new AppError('STORAGE_FAILED', { path, reason }, { cause: error });
}

function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_')
    ? error.code
    : undefined;
}
