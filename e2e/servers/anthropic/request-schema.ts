import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/messages/messages';
import { z } from 'zod';

/*
 * The request of "Create a Message" as the types of the vendor's SDK have it, version 2026-10-21 of
 * the API: every parameter of the body, and no other one. Tools of the vendor are not played.
 */

const cacheControl = z
  .strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() })
  .nullish();
const text = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1, 'text content blocks must be non-empty'),
  cache_control: cacheControl,
});
const image = z.strictObject({
  type: z.literal('image'),
  source: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('base64'),
      media_type: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp']),
      data: z.base64().min(1),
    }),
    z.strictObject({ type: z.literal('url'), url: z.url() }),
  ]),
  cache_control: cacheControl,
});
const toolUse = z.strictObject({
  type: z.literal('tool_use'),
  id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
  name: z.string().min(1).max(200),
  input: z.record(z.string(), z.unknown()),
  cache_control: cacheControl,
});
const toolResult = z.strictObject({
  type: z.literal('tool_result'),
  tool_use_id: z.string().min(1),
  content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image]))]).optional(),
  is_error: z.boolean().optional(),
  cache_control: cacheControl,
});
const thinking = z.strictObject({
  type: z.literal('thinking'),
  thinking: z.string(),
  signature: z.string(),
});
const redactedThinking = z.strictObject({
  type: z.literal('redacted_thinking'),
  data: z.string(),
});

const userContent = z.union([
  z.string().min(1),
  z.array(z.discriminatedUnion('type', [text, image, toolResult])).min(1),
]);
const assistantContent = z.union([
  z.string().min(1),
  z.array(z.discriminatedUnion('type', [text, thinking, redactedThinking, toolUse])).min(1),
]);
const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('user'), content: userContent }),
  z.strictObject({ role: z.literal('assistant'), content: assistantContent }),
]);

const tool = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  description: z.string().optional(),
  input_schema: z.looseObject({ type: z.literal('object') }),
  type: z.literal('custom').nullish(),
  cache_control: cacheControl,
  strict: z.boolean().optional(),
});
const display = z.enum(['summarized', 'omitted']).nullish();
/** A parameter the API has, but whose effect this server cannot show. */
const notPlayed = z.never({ error: 'this parameter is not played by this server' }).optional();

/** A request for a message. */
export const messageRequest = z.strictObject({
  model: z.string().min(1),
  max_tokens: z.int().min(1),
  messages: z.array(message).min(1),
  cache_control: cacheControl,
  container: notPlayed,
  diagnostics: notPlayed,
  inference_geo: z.string().nullish(),
  metadata: z.strictObject({ user_id: z.string().nullish() }).optional(),
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      format: notPlayed,
    })
    .optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
  speed: z.enum(['standard', 'fast']).nullish(),
  stop_sequences: z.array(z.string()).optional(),
  stream: z.literal(true, { error: 'only streams are played by this server' }),
  system: z.union([z.string(), z.array(text).min(1)]).optional(),
  thinking: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('adaptive'), display }),
      z.strictObject({ type: z.literal('between_tools') }),
      z.strictObject({ type: z.literal('disabled') }),
      z.strictObject({ type: z.literal('enabled'), budget_tokens: z.int().min(1_024), display }),
    ])
    .optional(),
  tool_choice: z
    .strictObject({
      type: z.enum(['auto', 'none']),
      disable_parallel_tool_use: z.boolean().optional(),
    })
    .optional(),
  tools: z.array(tool).optional(),
});

export type MessageRequest = z.output<typeof messageRequest>;
export type RequestMessage = MessageRequest['messages'][number];
/** A block of a message whose content is a list. */
export type RequestBlock = Exclude<RequestMessage['content'], string>[number];

/** What the SDK sends as headers instead. */
type Headers = 'user_profile_id' | 'workspace_id';
type SameKeys<A, B> = [keyof A] extends [keyof B]
  ? [keyof B] extends [keyof A]
    ? true
    : never
  : never;
/** Fails to compile when the schema knows another set of parameters than the SDK. */
export const hasSdkParameters: SameKeys<MessageRequest, Omit<MessageCreateParams, Headers>> = true;
