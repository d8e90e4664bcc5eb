import type { ChatRequest, Message, Tool } from 'ollama/browser';
import type { ModelImage, ModelMessage, ModelRequest } from '../provider.ts';
import { joinNote, sortImages } from '../sdk/known-image.ts';

/** What a model was found not to take; such requests are written without it. */
export interface ModelLimits {
  readonly hasTools: boolean;
  readonly hasThinking: boolean;
}

/** Fields of the API that the library has no types for yet (`api/types.go` of Ollama). */
interface Overflow {
  /** False: a prompt that is too long is refused instead of cut. */
  readonly truncate: false;
  /** False: an answer that hits the window ends instead of pushing the prompt out. */
  readonly shift: false;
}

/** Writes a request for `chat`. @param contextTokens the window, prompt and answer together. */
export function writeRequest(
  request: ModelRequest,
  contextTokens: number,
  { hasTools, hasThinking }: ModelLimits,
): ChatRequest & Overflow & { stream: true } {
  const think = hasThinking ? writeThinking(request) : undefined;
  const messages = request.messages.flatMap(writeMessage);
  return {
    model: request.model,
    messages: request.system === '' ? messages : [writeSystem(request.system), ...messages],
    stream: true,
    truncate: false,
    shift: false,
    ...(hasTools && request.tools.length > 0 ? { tools: request.tools.map(writeTool) } : {}),
    ...(think === undefined ? {} : { think }),
    options: {
      num_ctx: contextTokens,
      num_predict: request.maxOutputTokens,
      ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    },
  };
}

/** Only gpt-oss knows levels; it cannot be told not to think. Others think or do not. */
function writeThinking({ model, thinking }: ModelRequest): ChatRequest['think'] {
  if (thinking === undefined) return undefined;
  if (/\bgpt-oss\b/.test(model)) return thinking === 'off' ? 'low' : thinking;
  return thinking !== 'off';
}

const writeSystem = (content: string): Message => ({ role: 'system', content });

function writeMessage(message: ModelMessage): Message[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', ...writeContent(message.text, message.images) }];
    case 'assistant': {
      const calls = message.toolCalls.map(({ name, arguments: args }) => ({
        function: { name, arguments: { ...args } },
      }));
      return [
        {
          role: 'assistant',
          content: message.text,
          ...(calls.length > 0 ? { tool_calls: calls } : {}),
        },
      ];
    }
    case 'tool': {
      const text = message.isError === true ? `Error: ${message.text}` : message.text;
      return [{ role: 'tool', tool_name: message.name, ...writeContent(text, message.images) }];
    }
  }
}

function writeContent(
  text: string,
  images: readonly ModelImage[] = [],
): { content: string; images?: string[] } {
  const { known, note } = sortImages(images);
  const content = joinNote(text, note);
  return known.length === 0 ? { content } : { content, images: known.map(({ data }) => data) };
}

function writeTool({ name, description, parameters }: ModelRequest['tools'][number]): Tool {
  // The library's type of a schema is narrower than what the server takes, which is any JSON Schema.
  return { type: 'function', function: { name, description, parameters: { ...parameters } } };
}
