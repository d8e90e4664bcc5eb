import { limits } from '../../../shared/config/limits.ts';
import type { AppError, ErrorCode } from '../../../shared/errors/index.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { checkFunction, wrapForCheck } from './code-wrapping.ts';
import { codeFault, functionOf, missingFunction, type Loaded } from './load-extension.ts';

/** These are about the code; any other failure is the sandbox's own and says nothing about it. */
const codeFailures: readonly ErrorCode[] = [
  'SANDBOX_CODE_FAILED',
  'SANDBOX_CODE_INVALID',
  'SANDBOX_TIMED_OUT',
  'SANDBOX_OUT_OF_MEMORY',
  'SANDBOX_CODE_TOO_LARGE',
];

/**
 * Loads the code in the sandbox, with nothing to reach, and looks whether its functions are there.
 * Undefined when it is fine, or when that can't be found out at the moment.
 */
export async function checkCode(
  sandbox: Sandbox,
  { name, manifest, code, language }: Loaded,
  signal: AbortSignal,
): Promise<AppError | undefined> {
  const functions = [...new Set(manifest.tools.map(functionOf))];
  const result = await sandbox.run(
    {
      code: wrapForCheck(code, functions),
      ...{ language, call: checkFunction, input: null },
      timeoutMs: limits.extensions.checkMs,
      memoryMb: limits.extensions.memoryMb,
    },
    signal,
  );
  const { main } = manifest;
  if (!result.isOk) {
    const { code: failure, message, place } = result.error;
    if (!codeFailures.includes(failure)) return undefined;
    return codeFault(name, main, message, `Correct ${main}; saving it is enough.`, place);
  }
  const facts = new Map(Object.entries(result.value ?? {}));
  const missing = functions.find((fn) => facts.get(fn) !== 'function');
  return missing === undefined ? undefined : missingFunction(name, main, missing);
}
