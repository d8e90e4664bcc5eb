import type { ChatRequest, EmbedRequest, Message, Options, ShowRequest } from 'ollama/browser';
import { z } from 'zod';

/*
 * The requests of Ollama's API as published (github.com/ollama/ollama, docs/api.md and
 * api/types.go). Stricter than Ollama, which passes over fields it does not know.
 */

/** A shape whose fields are all fields of the library's type, which the compiler checks. */
type FieldsOf<T, More extends string = never> = Partial<Record<keyof T | More, z.ZodType>>;

const text = z.string();
const jsonObject = z.record(z.string(), z.unknown());
const images = z.array(z.base64()).optional();
const keepAlive = z.union([text, z.number()]).optional();

const toolCall = z.strictObject({
  id: text.optional(),
  function: z.strictObject({ index: z.int().optional(), name: text.min(1), arguments: jsonObject }),
});

const message = z.strictObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: text,
  thinking: text.optional(),
  images,
  tool_calls: z.array(toolCall).optional(),
  tool_name: text.optional(),
  tool_call_id: text.optional(),
} satisfies FieldsOf<Message, 'tool_call_id'>);

const tool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: text.min(1),
    description: text,
    parameters: z.looseObject({ type: z.literal('object') }),
  }),
});

const options = z.strictObject({
  num_ctx: z.int().min(1).optional(),
  num_predict: z.int().min(-2).optional(),
  num_keep: z.int().optional(),
  seed: z.int().optional(),
  temperature: z.number().min(0).optional(),
  top_k: z.int().optional(),
  top_p: z.number().optional(),
  min_p: z.number().optional(),
  repeat_penalty: z.number().optional(),
  stop: z.array(text).optional(),
} satisfies FieldsOf<Options>);

/** A request for `/api/chat`. */
export const chatRequest = z.strictObject({
  model: text.min(1),
  messages: z.array(message),
  stream: z.boolean().optional(),
  format: z.union([text, jsonObject]).optional(),
  keep_alive: keepAlive,
  tools: z.array(tool).optional(),
  think: z.union([z.boolean(), z.enum(['high', 'medium', 'low'])]).optional(),
  truncate: z.boolean().optional(),
  shift: z.boolean().optional(),
  options: options.optional(),
} satisfies FieldsOf<ChatRequest, 'truncate' | 'shift'>);

/** A request for `/api/embed`. */
export const embedRequest = z.strictObject({
  model: text.min(1),
  input: z.union([text, z.array(text)]),
  truncate: z.boolean().optional(),
  dimensions: z.int().optional(),
  keep_alive: keepAlive,
  options: options.optional(),
} satisfies FieldsOf<EmbedRequest>);

/** A request for `/api/show`. */
export const showRequest = z.strictObject({
  model: text.min(1),
} satisfies FieldsOf<ShowRequest>);

export type ChatBody = z.output<typeof chatRequest>;
