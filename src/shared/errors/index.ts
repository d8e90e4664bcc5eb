export {
  AppError,
  toAppError,
  type AppErrorOptions,
  type ErrorValues,
  type Place,
} from './app-error.ts';
export { errorRegistry, retiredCodes, type ErrorCode } from './registry.ts';
export type { ErrorKind, ErrorSpec } from './spec.ts';
