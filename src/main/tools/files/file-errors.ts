import { AppError } from '../../../shared/errors/index.ts';

/**
 * Says what the system refused, without its paths: those are nobody's business outside.
 * @param path as the model named it
 */
export function toFileError(thrown: unknown, path: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = readCode(thrown);
  const shown = path === '' ? '.' : path;
  switch (code) {
    case 'ENOENT':
      return new AppError('FILE_NOT_FOUND', { path: shown });
    case 'EEXIST':
    case 'ENOTEMPTY':
      return new AppError('FILE_EXISTS', { path: shown });
    case 'ELOOP':
      return new AppError('FILE_OUTSIDE', { path: shown });
    case 'ENOTDIR':
      return new AppError('FILE_WRONG_KIND', {
        path: shown,
        found: 'a file',
        wanted: 'a folder',
      });
    case 'EISDIR':
      return new AppError('FILE_WRONG_KIND', {
        path: shown,
        found: 'a folder',
        wanted: 'a file',
      });
    default:
      return new AppError('FILE_FAILED', { path: shown, reason: code ?? 'unknown reason' });
  }
}

function readCode(thrown: unknown): string | undefined {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
