import type { ContentBlockParam } from '@anthropic-ai/sdk/resources/messages/messages';
import { z } from 'zod';
import { lazy } from '../../../shared/lazy.ts';
import type { ModelMessage } from '../provider.ts';

const block = lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() }),
    z.object({ type: z.literal('redacted_thinking'), data: z.string() }),
    z.object({ type: z.literal('text'), text: z.string() }),
    z.object({
      type: z.literal('tool_use'),
      id: z.string(),
      name: z.string(),
      input: z.record(z.string(), z.unknown()),
    }),
  ]),
);
const keptState = lazy(() => z.object({ blocks: z.array(block()) }));

/** A block of an answer as it is sent back, signatures and all. */
export type KeptBlock = z.output<ReturnType<typeof block>>;

/** The state of an answer; undefined when nothing but its words and calls is worth keeping. */
export function makeMessagesState(blocks: readonly KeptBlock[]): unknown {
  const isThought = ({ type }: KeptBlock) => type === 'thinking' || type === 'redacted_thinking';
  const kept = blocks.filter((one) => one.type !== 'text' || one.text !== '');
  return kept.some(isThought) ? { blocks: kept } : undefined;
}

/**
 * The blocks of an assistant message as the model wrote them; undefined when there is no state or it
 * does not fit the calls of the message any more.
 */
export function readMessagesState(
  message: Extract<ModelMessage, { role: 'assistant' }>,
): readonly ContentBlockParam[] | undefined {
  if (message.state === undefined) return undefined;
  const parsed = keptState().safeParse(message.state);
  if (!parsed.success) return undefined;
  const { blocks } = parsed.data;
  const calls = blocks.flatMap((one) => (one.type === 'tool_use' ? [one.id] : []));
  const isSame =
    calls.length === message.toolCalls.length &&
    message.toolCalls.every((call) => calls.includes(call.id));
  return isSame ? blocks : undefined;
}
