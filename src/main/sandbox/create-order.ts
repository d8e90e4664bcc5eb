import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { hostName, type RunOrder } from './frames.ts';
import type { SandboxJob } from './sandbox.ts';

const smallestMb = 8;

/**
 * Makes the order for the sandbox process, or the error why the job cannot be one. Names of host
 * functions are ours: one that is no identifier is a defect.
 */
export function createOrder(job: SandboxJob, id: number): RunOrder | AppError {
  const { code, language, call, timeoutMs } = job;
  const { codeChars, dataChars } = limits.sandbox;
  if (code.length > codeChars)
    return new AppError('SANDBOX_CODE_TOO_LARGE', { part: 'code', limit: codeChars });
  const input = job.input === undefined ? undefined : JSON.stringify(job.input);
  if (input !== undefined && input.length > dataChars)
    return new AppError('SANDBOX_CODE_TOO_LARGE', { part: 'input', limit: dataChars });
  if (call !== undefined && !hostName().safeParse(call).success)
    return new AppError('SANDBOX_FUNCTION_MISSING', { name: call.slice(0, 64) });
  const names = Object.keys(job.host ?? {}).map((name) => hostName().parse(name));
  return {
    kind: 'run',
    id,
    code,
    language,
    names,
    timeoutMs,
    memoryMb: Math.max(smallestMb, Math.round(job.memoryMb)),
    ...(call === undefined ? {} : { call }),
    ...(input === undefined ? {} : { input }),
  };
}
