import type { ResponseCreateParams } from 'openai/resources/responses/responses';
import type { EmbeddingCreateParams } from 'openai/resources/embeddings';
import { z } from 'zod';

/*
 * The request of "Create a model response" as the types of the vendor's SDK have it: every parameter,
 * and no other one. Kinds of items and tools that belong to tools of the vendor are not played.
 */

const inputText = z.strictObject({ type: z.literal('input_text'), text: z.string() });
const inputImage = z.strictObject({
  type: z.literal('input_image'),
  detail: z.enum(['low', 'high', 'auto', 'original']).nullish(),
  file_id: z.string().nullish(),
  image_url: z.string().nullish(),
});
const inputContent = z.union([
  z.string(),
  z.array(z.discriminatedUnion('type', [inputText, inputImage])).min(1),
]);
const status = z.enum(['in_progress', 'completed', 'incomplete']);
const phase = z.enum(['commentary', 'final_answer']).nullish();

const outputContent = z.array(
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('output_text'),
      text: z.string(),
      annotations: z.array(z.unknown()),
      logprobs: z.array(z.unknown()).optional(),
    }),
    z.strictObject({ type: z.literal('refusal'), refusal: z.string() }),
  ]),
);
const outputMessage = z.strictObject({
  type: z.literal('message'),
  role: z.literal('assistant'),
  id: z.string().startsWith('msg_'),
  content: outputContent,
  status,
  phase,
});
const easyMessage = z.strictObject({
  type: z.literal('message').optional(),
  role: z.enum(['user', 'assistant', 'system', 'developer']),
  content: inputContent,
  phase,
});
const functionCall = z.strictObject({
  type: z.literal('function_call'),
  call_id: z.string().min(1),
  name: z.string(),
  arguments: z.string(),
  id: z.string().startsWith('fc_').optional(),
  status: status.optional(),
});
const functionCallOutput = z.strictObject({
  type: z.literal('function_call_output'),
  call_id: z.string().min(1),
  output: inputContent,
  id: z.string().nullish(),
  status: status.nullish(),
});
const reasoning = z.strictObject({
  type: z.literal('reasoning'),
  id: z.string().startsWith('rs_'),
  summary: z.array(z.strictObject({ type: z.literal('summary_text'), text: z.string() })),
  content: z.array(z.unknown()).optional(),
  encrypted_content: z.string().nullish(),
  status: status.nullish(),
});
const inputItem = z.union([
  outputMessage,
  functionCall,
  functionCallOutput,
  reasoning,
  easyMessage,
]);

const functionTool = z.strictObject({
  type: z.literal('function'),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  parameters: z.record(z.string(), z.unknown()).nullable(),
  strict: z.boolean().nullable(),
  description: z.string().nullish(),
});
const includable = z.enum([
  'file_search_call.results',
  'web_search_call.results',
  'web_search_call.action.sources',
  'message.input_image.image_url',
  'computer_call_output.output.image_url',
  'code_interpreter_call.outputs',
  'reasoning.encrypted_content',
  'message.output_text.logprobs',
]);
/** A parameter the API has, but whose effect this server cannot show. */
const notPlayed = z.never({ error: 'this parameter is not played by this server' }).optional();

/** A request for a response. */
export const responseRequest = z.strictObject({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(inputItem).min(1)]),
  access_programs: notPlayed,
  background: z.literal(false).nullish(),
  context_management: notPlayed,
  conversation: notPlayed,
  image: notPlayed,
  include: z.array(includable).nullish(),
  instructions: z.string().nullish(),
  max_output_tokens: z.int().min(16).nullish(),
  max_tool_calls: z.int().min(1).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  moderation: notPlayed,
  parallel_tool_calls: z.boolean().nullish(),
  previous_response_id: notPlayed,
  prompt: notPlayed,
  prompt_cache_key: z.string().nullish(),
  prompt_cache_options: z.record(z.string(), z.unknown()).optional(),
  prompt_cache_retention: z.enum(['in_memory', '24h']).nullish(),
  reasoning: z
    .strictObject({
      context: z.enum(['auto', 'current_turn', 'all_turns']).nullish(),
      effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      generate_summary: z.enum(['auto', 'concise', 'detailed']).nullish(),
      mode: z.string().optional(),
      summary: z.enum(['auto', 'concise', 'detailed']).nullish(),
    })
    .nullish(),
  safety_identifier: z.string().max(128).nullish(),
  service_tier: z.string().nullish(),
  store: z.boolean().nullish(),
  stream: z.literal(true, { error: 'only streams are played by this server' }),
  stream_options: z.strictObject({ include_obfuscation: z.boolean().optional() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  text: notPlayed,
  tool_choice: z.enum(['none', 'auto', 'required']).optional(),
  tools: z.array(functionTool).optional(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  truncation: z.enum(['auto', 'disabled']).nullish(),
  user: z.string().optional(),
});

/** A request for embeddings. */
export const embeddingRequest = z.strictObject({
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2_048)]),
  model: z.string().min(1),
  dimensions: z.int().min(1).optional(),
  encoding_format: z.enum(['float', 'base64']).optional(),
  user: z.string().optional(),
});

export type ResponseRequest = z.output<typeof responseRequest>;
export type EmbeddingRequest = z.output<typeof embeddingRequest>;
/** One item of an input that is a list. */
export type InputItem = Exclude<ResponseRequest['input'], string>[number];

/** Fails to compile when a schema knows another set of parameters than the SDK. */
type SameKeys<A, B> = [keyof A] extends [keyof B]
  ? [keyof B] extends [keyof A]
    ? true
    : never
  : never;
export const hasSdkParameters: {
  readonly response: SameKeys<ResponseRequest, ResponseCreateParams>;
  readonly embedding: SameKeys<EmbeddingRequest, EmbeddingCreateParams>;
} = { response: true, embedding: true };
