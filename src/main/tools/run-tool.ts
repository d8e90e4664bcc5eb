import { AppError, toAppError } from '../../shared/errors/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { ToolCall } from '../providers/provider.ts';
import type { Tool, ToolContext, ToolResult } from './tool.ts';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Runs a tool until it is done, its own time is up or the turn ends, whichever is first; a tool that
 * does not listen to its signal holds nobody up. Rejects with TOOL_TIMED_OUT, with the reason of the
 * signal, or with what the tool throws.
 */
export async function runTool(
  tool: Tool,
  args: Arguments,
  context: ToolContext,
  clock: Clock,
): Promise<ToolResult> {
  context.signal.throwIfAborted();
  const ended = Promise.withResolvers<never>();
  // Nobody may be listening any more when the tool is quicker than its end.
  ended.promise.catch(() => undefined);
  const controller = new AbortController();
  const end = (reason: unknown): void => {
    ended.reject(reason);
    controller.abort(reason);
  };
  const abort = (): void => end(context.signal.reason);
  context.signal.addEventListener('abort', abort, { once: true });
  const timeoutMs = tool.timeoutMs?.();
  const timer =
    timeoutMs === undefined
      ? undefined
      : clock.after(timeoutMs, () => end(timedOut(tool.name, timeoutMs)), { unref: true });
  try {
    const run = tool.run(args, { ...context, signal: controller.signal });
    return await Promise.race([run, ended.promise]);
  } finally {
    timer?.cancel();
    context.signal.removeEventListener('abort', abort);
  }
}

function timedOut(tool: string, timeoutMs: number): AppError {
  return new AppError('TOOL_TIMED_OUT', { tool, seconds: Math.round(timeoutMs / 100) / 10 });
}

/** An error in words for the model: what is wrong, and what to do. `report` hears of defects. */
export function describeFailure(
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
