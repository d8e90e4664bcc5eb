import type { ModelImage, ModelMessage, ModelRequest, ToolCall, ToolSpec } from '../provider.ts';
import { joinNote, sortImages } from '../sdk/known-image.ts';
import type { Dialect } from './dialect.ts';

/**
 * Writes a request as the body of "Create chat completion"
 * (https://platform.openai.com/docs/api-reference/chat/create).
 */
export function writeRequestBody(request: ModelRequest, dialect: Dialect): string {
  const { maxTokensField } = dialect;
  // Keys that are undefined are left out by JSON.stringify.
  return JSON.stringify({
    model: request.model,
    messages: writeMessages(request),
    tools: request.tools.length > 0 ? request.tools.map(writeTool) : undefined,
    [maxTokensField ?? 'max_tokens']: maxTokensField ? request.maxOutputTokens : undefined,
    temperature: dialect.hasTemperature ? request.temperature : undefined,
    reasoning_effort: dialect.unthinking.has(request.model) ? undefined : writeEffort(request),
    stream: true,
    stream_options: dialect.hasStreamOptions ? { include_usage: true } : undefined,
  });
}

function writeEffort({ thinking }: ModelRequest): string | undefined {
  return thinking === 'off' ? 'none' : thinking;
}

/**
 * Results of tools can hold nothing but text here: their pictures follow in a message of the user,
 * after the last result, since nothing may stand between the results of one step.
 */
function writeMessages({ system, messages }: ModelRequest): unknown[] {
  const written: unknown[] = [];
  let waiting: ModelImage[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    written.push({ role: 'user', content: writeContent('[pictures of the results]', waiting) });
    waiting = [];
  };
  if (system !== '') written.push({ role: 'system', content: system });
  for (const message of messages) {
    if (message.role !== 'tool') flush();
    else if (message.images) waiting.push(...message.images);
    written.push(writeMessage(message));
  }
  flush();
  return written;
}

function writeMessage(message: ModelMessage): unknown {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: writeContent(message.text, message.images) };
    case 'tool': {
      const content = message.isError === true ? `Error: ${message.text}` : message.text;
      return { role: 'tool', tool_call_id: message.callId, content };
    }
    case 'assistant': {
      if (message.toolCalls.length === 0) return { role: 'assistant', content: message.text };
      return {
        role: 'assistant',
        content: message.text === '' ? null : message.text,
        tool_calls: message.toolCalls.map(writeCall),
      };
    }
  }
}

/** A plain text wherever that is enough: many servers know no lists of parts. */
function writeContent(text: string, images: readonly ModelImage[] | undefined): unknown {
  if (images === undefined || images.length === 0) return text;
  const { known, note } = sortImages(images);
  const words = joinNote(text, note);
  if (known.length === 0) return words;
  const pictures = known.map(({ mimeType, data }) => ({
    type: 'image_url',
    image_url: { url: `data:${mimeType};base64,${data}` },
  }));
  return words === '' ? pictures : [{ type: 'text', text: words }, ...pictures];
}

function writeCall(call: ToolCall): unknown {
  return {
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  };
}

function writeTool({ name, description, parameters }: ToolSpec): unknown {
  return { type: 'function', function: { name, description, parameters } };
}
