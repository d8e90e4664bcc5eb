import type {
  ChatCompletionContentPart,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ModelImage, ModelMessage, ModelRequest, ToolCall } from '../provider.ts';
import { joinNote, sortImages } from '../sdk/known-image.ts';
import { pickEffort, type ModelDialect } from './model-dialect.ts';

/** Writes a request as the body of "Create chat completion". */
export function writeChatRequest(
  request: ModelRequest,
  dialect: ModelDialect,
): ChatCompletionCreateParamsStreaming {
  const { system, tools, temperature } = request;
  const effort = pickEffort(dialect, request.thinking);
  const messages: ChatCompletionMessageParam[] = writeMessages(request.messages);
  if (system !== '') messages.unshift({ role: 'system', content: system });
  return {
    model: request.model,
    messages,
    max_completion_tokens: request.maxOutputTokens,
    stream: true,
    stream_options: { include_usage: true },
    ...(tools.length === 0 ? {} : { tools: tools.map(writeTool) }),
    ...(temperature === undefined || !dialect.hasTemperature ? {} : { temperature }),
    ...(effort === undefined ? {} : { reasoning_effort: effort }),
  };
}

function writeTool({ name, description, parameters }: ModelRequest['tools'][number]) {
  return { type: 'function' as const, function: { name, description, parameters } };
}

/**
 * Results of tools can hold nothing but text here: their pictures follow in a message of the user,
 * after the last result, since nothing may stand between the results of one step.
 */
function writeMessages(messages: readonly ModelMessage[]): ChatCompletionMessageParam[] {
  const written: ChatCompletionMessageParam[] = [];
  let waiting: readonly ModelImage[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    written.push({ role: 'user', content: writeContent('[pictures of the results]', waiting) });
    waiting = [];
  };
  for (const message of messages) {
    if (message.role !== 'tool') flush();
    const one = writeMessage(message);
    if (one) written.push(one);
    if (message.role === 'tool') waiting = [...waiting, ...sortImages(message.images).known];
  }
  flush();
  return written;
}

function writeMessage(message: ModelMessage): ChatCompletionMessageParam | undefined {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: writeContent(message.text, message.images) };
    case 'tool': {
      const content = joinNote(message.text, sortImages(message.images).note);
      return { role: 'tool', tool_call_id: message.callId, content };
    }
    case 'assistant': {
      const { text, toolCalls } = message;
      if (toolCalls.length > 0) {
        const content = text === '' ? null : text;
        return { role: 'assistant', content, tool_calls: toolCalls.map(writeCall) };
      }
      return text === '' ? undefined : { role: 'assistant', content: text };
    }
  }
}

function writeCall(call: ToolCall) {
  const written = { name: call.name, arguments: JSON.stringify(call.arguments) };
  return { id: call.id, type: 'function' as const, function: written };
}

function writeContent(
  text: string,
  images: readonly ModelImage[] | undefined,
): string | ChatCompletionContentPart[] {
  const { known, note } = sortImages(images);
  const words = joinNote(text, note);
  if (known.length === 0) return words;
  const pictures = known.map(({ mimeType, data }) => ({
    type: 'image_url' as const,
    image_url: { url: `data:${mimeType};base64,${data}` },
  }));
  return words === '' ? pictures : [{ type: 'text', text: words }, ...pictures];
}
