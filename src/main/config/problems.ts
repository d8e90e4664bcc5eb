import { limits } from '../../shared/config/limits.ts';
import { formatPath, type ConfigPath } from '../../shared/config/path.ts';
import type { ConfigProblem } from '../../shared/config/problem.ts';
import { AppError, type ErrorCode, type ErrorValues } from '../../shared/errors/index.ts';
import type { Origin } from './tree.ts';

/** Collects what is wrong, up to a bound: a file can hold more mistakes than anybody reads. */
export interface ProblemList {
  error(code: ErrorCode, values: ErrorValues, path: ConfigPath, origin?: Origin): void;
  warn(code: ErrorCode, values: ErrorValues, path: ConfigPath, origin?: Origin): void;
  /** An error that was met while reading; its own line wins over the origin's. */
  fault(fault: AppError, path: ConfigPath, origin?: Origin): void;
  readonly all: readonly ConfigProblem[];
}

export function createProblemList(): ProblemList {
  const all: ConfigProblem[] = [];
  const add = (
    severity: ConfigProblem['severity'],
    fault: AppError,
    path: ConfigPath,
    origin?: Origin,
  ): void => {
    if (all.length < limits.config.problems) all.push(toProblem(severity, fault, path, origin));
  };
  return {
    error: (code, values, path, origin) => add('error', new AppError(code, values), path, origin),
    warn: (code, values, path, origin) => add('warning', new AppError(code, values), path, origin),
    fault: (fault, path, origin) => add('error', fault, path, origin),
    all,
  };
}

/** Describes an error as a problem of the configuration. */
export function toProblem(
  severity: ConfigProblem['severity'],
  fault: AppError,
  path: ConfigPath,
  origin?: Origin,
): ConfigProblem {
  const place =
    fault.place?.line === undefined ? origin?.file.locate(origin.span.start) : fault.place;
  return {
    severity,
    code: fault.code,
    path: formatPath(path),
    file: fault.place?.file ?? origin?.file.path,
    line: place?.line,
    column: place?.column,
    message: fault.message,
    hint: fault.hint,
    values: fault.values,
  };
}
