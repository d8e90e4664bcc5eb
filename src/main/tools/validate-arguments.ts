import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ToolCall } from '../providers/provider.ts';
import type { Tool } from './tool.ts';

/**
 * Checks the arguments of a call against the tool's schema and fills in defaults. Throws
 * TOOL_ARGUMENTS_MALFORMED or TOOL_ARGUMENTS_INVALID, in words a model can act on.
 */
export function validateArguments(tool: Tool, call: ToolCall): Readonly<Record<string, unknown>> {
  if (call.malformedArguments !== undefined) {
    const found = call.malformedArguments.slice(0, 200);
    throw new AppError('TOOL_ARGUMENTS_MALFORMED', { tool: tool.name, found });
  }
  const sizeChars = JSON.stringify(call.arguments).length;
  if (sizeChars > limits.tools.argumentChars) {
    const reason = `they are longer than ${limits.tools.argumentChars} characters`;
    throw new AppError('TOOL_ARGUMENTS_INVALID', { tool: tool.name, path: 'the top', reason });
  }
  const parsed = tool.parameters().safeParse(call.arguments);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') || 'the top';
  const reason = issue?.message ?? 'they do not fit';
  throw new AppError('TOOL_ARGUMENTS_INVALID', { tool: tool.name, path, reason });
}
