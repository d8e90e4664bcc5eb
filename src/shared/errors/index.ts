export { AppError, toAppError, type AppErrorOptions, type ErrorValues } from './app-error.ts';
export { errorRegistry, retiredCodes, type ErrorCode } from './registry.ts';
export type { ErrorKind } from './spec.ts';
