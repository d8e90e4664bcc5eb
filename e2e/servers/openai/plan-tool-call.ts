import { planToolCalls as planCalls } from '../model-core/plan-tool-calls.ts';
import type { PlannedCall } from './answer.ts';
import type { CompletionRequest } from './request-schema.ts';

/**
 * Calls of the offered functions, in the order offered. What `tool_choice` names goes before
 * `tool:<name>` in the user's text.
 */
export function planToolCalls(request: CompletionRequest, lastUserText: string): PlannedCall[] {
  const choice = request.tool_choice;
  if (choice === 'none') return [];
  const tools = (request.tools ?? []).flatMap((tool) =>
    tool.type === 'function' ? [{ parameters: {}, ...tool.function }] : [],
  );
  const wanted =
    typeof choice === 'object' && choice.type === 'function' ? choice.function.name : undefined;
  const calls = planCalls({ tools, lastUserText }, wanted);
  return calls.map(({ name, arguments: given }) => ({ name, arguments: JSON.stringify(given) }));
}
