import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { Logger } from '../../platform/log.ts';
import type { HostFunction, Sandbox } from '../../sandbox/sandbox.ts';
import { foreignParameters } from '../json-schema/foreign-parameters.ts';
import { readJsonSchema } from '../json-schema/read-json-schema.ts';
import type { Tool, ToolResult } from '../tool.ts';
import { wrapUntrusted } from '../web/untrusted.ts';
import { wrapCode } from './code-wrapping.ts';
import { functionOf, type Loaded } from './load-extension.ts';
import type { ManifestTool } from './manifest.ts';
import { canChangeThings } from './permissions.ts';

export interface ExtensionToolDeps {
  readonly sandbox: Sandbox;
  readonly log: Logger;
  /** The functions this extension may call; made anew for each run. */
  readonly host: () => Readonly<Record<string, HostFunction>>;
  readonly problem: () => AppError | undefined;
}

/** A tool of an extension as a tool like the others. */
export function makeExtensionTool(
  loaded: Loaded,
  tool: ManifestTool,
  deps: ExtensionToolDeps,
): Tool {
  const { name: extension, permissions, code, language } = loaded;
  const asks = tool.asks ?? (canChangeThings(permissions) ? 'always' : 'never');
  const { schema } = readJsonSchema(tool.parameters, {
    maxBytes: limits.extensions.schemaBytes,
    maxDepth: limits.extensions.schemaDepth,
  });
  return {
    name: tool.name,
    description: tool.description,
    parameters: lazy(() => foreignParameters(schema)),
    jsonSchema: schema,
    source: { kind: 'extension', name: extension },
    touches: ['extension'],
    isRepeatable: tool.repeatable,
    asks,
    ask: () =>
      asks === 'always'
        ? { reason: `Run "${tool.name}" of the extension "${extension}"` }
        : undefined,
    timeoutMs: () => limits.extensions.runMs + 1_000,
    problem: deps.problem,
    async run(args, { signal }) {
      // Between the look of the catalogue and now the approval may have been taken back.
      const problem = deps.problem();
      if (problem) throw problem;
      const result = await deps.sandbox.run(
        {
          code: wrapCode(code),
          ...{ language, call: functionOf(tool), input: args, host: deps.host() },
          timeoutMs: limits.extensions.runMs,
          memoryMb: limits.extensions.memoryMb,
        },
        signal,
      );
      for (const text of result.logs.slice(0, limits.extensions.logLines))
        deps.log.info('extension.said', { extension, tool: tool.name, text: text.slice(0, 1_000) });
      if (result.isOk) return readValue(result.value, loaded, tool);
      const { message: reason } = result.error;
      throw new AppError('EXTENSION_BROKEN', { name: extension, tool: tool.name, reason });
    },
  };
}

function readValue(value: unknown, { name, permissions }: Loaded, tool: ManifestTool): ToolResult {
  const text = typeof value === 'string' ? value : writeJson(value, name, tool.name);
  const bounded = text.slice(0, limits.extensions.resultChars);
  // What was fetched is what strangers wrote, whoever wrote the code that fetched it.
  if (permissions.hosts.length === 0) return { text: bounded, isError: false };
  return { text: wrapUntrusted(`the extension "${name}"`, bounded), isError: false };
}

function writeJson(value: unknown, name: string, tool: string): string {
  if (value === undefined || value === null) return 'Done.';
  try {
    return JSON.stringify(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('EXTENSION_RESULT_INVALID', { name, tool, reason });
  }
}
