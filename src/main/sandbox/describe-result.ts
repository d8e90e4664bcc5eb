import { AppError } from '../../shared/errors/index.ts';
import type { Report } from './frames.ts';
import type { SandboxJob } from './sandbox.ts';

type Failed = Extract<Report, { kind: 'failed' }>;

/** The error that a failed run is for those who asked for it. */
export function describeFailure(failed: Failed, job: SandboxJob): AppError {
  const { message, line, column } = failed;
  const place = { line, column };
  const at = describePlace(failed);
  switch (failed.failure) {
    case 'code':
      return new AppError('SANDBOX_CODE_FAILED', { reason: message + at }, { place });
    case 'syntax':
      return new AppError('SANDBOX_CODE_INVALID', { reason: message + at }, { place });
    case 'result':
      return new AppError('SANDBOX_RESULT_INVALID', { reason: message });
    case 'function-missing':
      return new AppError('SANDBOX_FUNCTION_MISSING', { name: job.call ?? '' });
    case 'memory':
      return new AppError('SANDBOX_OUT_OF_MEMORY', { memoryMb: job.memoryMb });
    case 'timeout':
      return describeTimeout(job, at);
  }
}

/** A run that took too long; `at` says where it was, when that is known. */
export function describeTimeout(job: SandboxJob, at = ''): AppError {
  return new AppError('SANDBOX_TIMED_OUT', { seconds: job.timeoutMs / 1_000, place: at });
}

function describePlace({ line, column }: Failed): string {
  if (line === undefined) return '';
  return column === undefined ? ` (line ${line})` : ` (line ${line}, column ${column})`;
}
