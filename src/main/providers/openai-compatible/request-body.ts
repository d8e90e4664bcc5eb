import type { ModelMessage, ModelRequest, ToolCall, ToolSpec } from '../provider.ts';
import type { Dialect } from './dialect.ts';

/**
 * Writes a request as the body of "Create chat completion"
 * (https://platform.openai.com/docs/api-reference/chat/create).
 */
export function writeRequestBody(request: ModelRequest, dialect: Dialect): string {
  const messages: unknown[] = [];
  if (request.system !== '') messages.push({ role: 'system', content: request.system });
  for (const message of request.messages) messages.push(writeMessage(message));
  const { maxTokensField } = dialect;
  // Keys that are undefined are left out by JSON.stringify.
  return JSON.stringify({
    model: request.model,
    messages,
    tools: request.tools.length > 0 ? request.tools.map(writeTool) : undefined,
    [maxTokensField ?? 'max_tokens']: maxTokensField ? request.maxOutputTokens : undefined,
    temperature: dialect.hasTemperature ? request.temperature : undefined,
    stream: true,
    stream_options: dialect.hasStreamOptions ? { include_usage: true } : undefined,
  });
}

function writeMessage(message: ModelMessage): unknown {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: message.text };
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text };
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
