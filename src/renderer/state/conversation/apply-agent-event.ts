import { isRecord } from '../../../shared/is-record.ts';
import type { PayloadOf } from '../../../shared/protocol/contract.ts';
import type { ConversationState, ToolView } from './types.ts';

/**
 * Shows a tool at work. As soon as the step that calls it is stored, its row stands there, and what
 * comes of it is read from the stored result: it must not be shown twice.
 */
export function applyAgentEvent(
  state: ConversationState,
  event: PayloadOf<'agent'>,
): ConversationState {
  const run = state.runs[event.runId];
  if (!run || run.end || event.stream !== 'tool') return state;
  const seen = readTool(event.data);
  if (!seen || isStored(state, run.runId, seen.id)) return state;
  const known = run.tools.find((tool) => tool.id === seen.id);
  const tool = { ...known, ...seen, args: { ...known?.args, ...seen.args } };
  const tools = known
    ? run.tools.map((entry) => (entry.id === seen.id ? tool : entry))
    : [...run.tools, tool];
  return { ...state, runs: { ...state.runs, [run.runId]: { ...run, tools } } };
}

function isStored(state: ConversationState, runId: string, callId: string): boolean {
  return state.messages.some(
    (message) =>
      message.runId === runId &&
      message.content.some((block) => block.type === 'toolCall' && block.id === callId),
  );
}

/** `data` is free-form on the wire: what does not look like a tool step is left out. */
function readTool(data: Readonly<Record<string, unknown>>): ToolView | undefined {
  const { toolCallId, name, args, phase, result, isError } = data;
  if (typeof toolCallId !== 'string' || typeof name !== 'string') return undefined;
  const view: ToolView = { id: toolCallId, name, args: isRecord(args) ? args : {} };
  if (phase !== 'result') return view;
  const text = typeof result === 'string' ? result : JSON.stringify(result ?? null);
  return { ...view, result: { text, isError: isError === true } };
}
