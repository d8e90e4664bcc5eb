import type { ResponseInputItem, ResponseOutputItem } from 'openai/resources/responses/responses';
import { z } from 'zod';
import { lazy } from '../../../shared/lazy.ts';
import type { ModelMessage } from '../provider.ts';

/** What is wanted back: the items of an answer in their order, thoughts encrypted. */
type KeptItem = Extract<
  ResponseInputItem,
  | { type: 'reasoning' }
  | { type: 'message'; content: unknown; id: string }
  | { type: 'function_call' }
>;

// Only what is needed to send it back; whatever else an item has travels along.
const keptItem = lazy(() =>
  z.discriminatedUnion('type', [
    z.looseObject({
      type: z.literal('reasoning'),
      id: z.string(),
      encrypted_content: z.string(),
      summary: z.array(z.looseObject({ type: z.literal('summary_text'), text: z.string() })),
    }),
    z.looseObject({ type: z.literal('message'), id: z.string(), content: z.array(z.unknown()) }),
    z.looseObject({
      type: z.literal('function_call'),
      call_id: z.string(),
      name: z.string(),
      arguments: z.string(),
    }),
  ]),
);
const keptState = lazy(() => z.object({ items: z.array(keptItem()) }));

/** The state of an answer; undefined when nothing but its words and calls is worth keeping. */
export function makeResponsesState(output: readonly ResponseOutputItem[]): unknown {
  const items = output.filter(
    (item) =>
      item.type === 'message' ||
      item.type === 'function_call' ||
      (item.type === 'reasoning' && typeof item.encrypted_content === 'string'),
  );
  return items.some((item) => item.type === 'reasoning') ? { items } : undefined;
}

/**
 * The items of an assistant message as the model wrote them; undefined when there is no state or it
 * does not fit the calls of the message any more.
 */
export function readResponsesState(
  message: Extract<ModelMessage, { role: 'assistant' }>,
): readonly KeptItem[] | undefined {
  if (message.state === undefined) return undefined;
  const parsed = keptState().safeParse(message.state);
  if (!parsed.success) return undefined;
  const items = parsed.data.items.filter(isKept);
  const calls = items.flatMap((item) => (item.type === 'function_call' ? [item.call_id] : []));
  const isSame =
    calls.length === message.toolCalls.length &&
    message.toolCalls.every((call) => calls.includes(call.id));
  return isSame ? items : undefined;
}

/** The schema has seen what matters; the rest came from the vendor and goes back to it unread. */
function isKept(item: z.output<ReturnType<typeof keptItem>>): item is typeof item & KeptItem {
  return item.type !== 'message' || item.content.length > 0;
}
