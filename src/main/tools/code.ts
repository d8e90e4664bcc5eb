import { z } from 'zod';
import type { ToolsConfig } from '../../shared/config/tools.ts';
import { limits } from '../../shared/config/limits.ts';
import { lazy } from '../../shared/lazy.ts';
import type { Sandbox, SandboxResult } from '../sandbox/sandbox.ts';
import type { Tool, ToolResult } from './tool.ts';

export interface CodeToolDeps {
  readonly sandbox: Sandbox;
  /** The section `tools.code`, read at each call. */
  readonly config: () => ToolsConfig['code'];
}

const parameters = lazy(() =>
  z.strictObject({
    code: z
      .string()
      .min(1)
      .max(limits.tools.argumentChars)
      .describe(
        'Statements; the result is what they return, or the value of the last expression. Such as: const a = [3, 1, 2]; a.sort(); a',
      ),
    language: z.enum(['javascript', 'typescript']).default('javascript'),
  }),
);

const description = [
  'Runs JavaScript or TypeScript and answers its result and what it wrote with console.log.',
  'Use it for calculations with many steps, dates, text and data: whatever is more certain by program than by head.',
  'It is a modern engine by itself: the language with BigInt, Intl and regular expressions, console, top-level await, setTimeout, URL, TextEncoder, structuredClone, crypto.randomUUID, atob and btoa.',
  'No network, no files, no import or require, no process; nothing is kept from one call to the next.',
  'The result must be plain data. In TypeScript types are left out, not checked; no enum.',
].join(' ');

/** Runs code in the sandbox. It has no effects, so it never asks and may be repeated. */
export function createCodeTool({ sandbox, config }: CodeToolDeps): Tool {
  return {
    name: 'code',
    description,
    parameters,
    isRepeatable: true,
    touches: ['nothing'],
    asks: 'never',
    async run(args, { signal }) {
      const { code, language } = parameters().parse(args);
      const { timeoutSeconds, memoryMb } = config();
      const job = { code, language, memoryMb, timeoutMs: timeoutSeconds * 1_000 };
      return describeResult(await sandbox.run(job, signal));
    },
  };
}

function describeResult(result: SandboxResult): ToolResult {
  const output = result.logs.length === 0 ? [] : ['Output:', ...result.logs];
  if (!result.isOk) {
    const { message, hint } = result.error;
    return { text: [`${message} ${hint}`, ...output].join('\n'), isError: true };
  }
  const { value } = result;
  if (value === undefined) {
    const nothing = output.length === 0 ? 'There is no result and no output.' : 'No result.';
    return { text: [nothing, ...output].join('\n'), isError: false };
  }
  return { text: [`Result: ${showValue(value)}`, ...output].join('\n'), isError: false };
}

/** Text as it is; data as JSON, in lines when it is more than a little. */
function showValue(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '"" (an empty text)' : value;
  const short = JSON.stringify(value);
  return short.length <= 200 ? short : JSON.stringify(value, undefined, 1);
}
