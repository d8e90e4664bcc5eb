import { limits } from '../../shared/config/limits.ts';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import type { ToolCall, ToolSpec } from '../providers/provider.ts';
import { createCalculateTool } from './calculate.ts';
import { createClockTool } from './clock.ts';
import { describeTool } from './describe-tool.ts';
import { createSystemTool } from './system.ts';
import type { Tool, ToolContext, ToolResult } from './tool.ts';
import type { ToolCatalogue, ToolCatalogueDeps } from './tool-catalogue-types.ts';
import { validateArguments } from './validate-arguments.ts';
import { createWaitTool } from './wait.ts';

/** Puts the built-in tools together. Throws TOOL_NAME_TAKEN when two have the same name. */
export function createToolCatalogue(deps: ToolCatalogueDeps): ToolCatalogue {
  const { clock, log } = deps;
  const tools = indexTools([
    createClockTool(clock, deps.timeZone),
    createCalculateTool(),
    createSystemTool(clock, deps.systemInfo),
    createWaitTool(clock, 'wait'),
    createWaitTool(clock, 'wait_once'),
    ...(deps.extraTools ?? []),
  ]);

  // Writing a JSON Schema costs more than the whole rest of a step.
  const specs = new Map<string, ToolSpec>();
  const describe = (tool: Tool): ToolSpec => {
    const known = specs.get(tool.name) ?? describeTool(tool);
    specs.set(tool.name, known);
    return known;
  };
  const find = (name: string, allowed: readonly string[]): Tool => {
    const tool = tools.get(name);
    const known = allowed.filter((one) => tools.has(one)).join(', ') || 'none';
    if (!tool) throw new AppError('TOOL_UNKNOWN', { tool: name.slice(0, 64), known });
    if (!allowed.includes(name)) throw new AppError('TOOL_NOT_ALLOWED', { tool: name });
    return tool;
  };

  return {
    list: () => [...tools.values()],
    find: (name) => tools.get(name),
    isRepeatable: (name) => tools.get(name)?.isRepeatable ?? false,
    unknownNames: (allowed) => allowed.filter((name) => !tools.has(name)),
    specs: (allowed) =>
      [...new Set(allowed)].flatMap((name) => {
        const tool = tools.get(name);
        return tool ? [describe(tool)] : [];
      }),
    async run(call, context, allowed) {
      context.signal.throwIfAborted();
      try {
        const tool = find(call.name, allowed);
        const args = validateArguments(tool, call);
        return bound(await runOrAbort(tool, args, context));
      } catch (error) {
        context.signal.throwIfAborted();
        return bound(describeFailure(call, error, (failure) => log.warn('tool.failed', failure)));
      }
    },
  };
}

function indexTools(list: readonly Tool[]): ReadonlyMap<string, Tool> {
  const tools = new Map<string, Tool>();
  for (const tool of list) {
    if (tools.has(tool.name)) throw new AppError('TOOL_NAME_TAKEN', { tool: tool.name });
    tools.set(tool.name, tool);
  }
  return tools;
}

/** A tool that does not listen to its signal must not hold up the end of a turn. */
async function runOrAbort(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  context: ToolContext,
): Promise<ToolResult> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(context.signal.reason);
  context.signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([tool.run(args, context), aborted.promise]);
  } finally {
    context.signal.removeEventListener('abort', abort);
  }
}

/** An error in words for the model: what is wrong, and what to do. */
function describeFailure(
  call: ToolCall,
  thrown: unknown,
  report: (fields: Readonly<Record<string, unknown>>) => void,
): ToolResult {
  const error = toAppError(thrown);
  if (error.code !== 'INTERNAL') {
    return { text: `${error.message} ${error.hint}`, isError: true };
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  report({ tool: call.name, callId: call.id, error: reason });
  const failure = new AppError('TOOL_FAILED', { tool: call.name, reason });
  return { text: `${failure.message} ${failure.hint}`, isError: true };
}

const cutNote = '\n[The rest was cut off: the result was too long.]';

function bound(result: ToolResult): ToolResult {
  const limit = limits.tools.resultChars;
  if (result.text.length <= limit) return result;
  return { ...result, text: result.text.slice(0, limit - cutNote.length) + cutNote };
}
