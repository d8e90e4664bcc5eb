import type {
  ContentBlockParam,
  ImageBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  TextBlockParam,
  ToolResultBlockParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { ModelImage, ModelMessage, ModelRequest } from '../provider.ts';
import { joinNote, sortImages } from '../sdk/known-image.ts';
import { readMessagesState } from './messages-state.ts';
import { writeThinking, type ClaudeDialect } from './thinking-form.ts';

/** What a request may hold; each is given up when the server says so. */
export interface RequestParts {
  readonly withState: boolean;
  readonly withThinking: boolean;
}

/**
 * Writes a request as the body of "Create a Message". A temperature has no place in it: the API
 * refuses any since its version of October 2026.
 *
 * The prompt is cached twice: tools and system text, which stay, and the conversation up to its end,
 * which the next step of a turn begins with.
 *
 * @param parts what the server has not refused so far: thoughts of before, and to think at all.
 */
export function writeMessagesRequest(
  request: ModelRequest,
  dialect: ClaudeDialect,
  { withState, withThinking }: RequestParts,
): MessageCreateParamsStreaming {
  const { system, tools } = request;
  const cached = dialect.hasCacheControl ? { cache_control: { type: 'ephemeral' as const } } : {};
  return {
    model: request.model,
    max_tokens: request.maxOutputTokens,
    messages: writeMessages(request.messages, withState),
    stream: true,
    ...cached,
    ...(system === '' ? {} : { system: [{ type: 'text', text: system, ...cached }] }),
    ...(tools.length === 0 ? {} : { tools: tools.map(writeTool) }),
    ...(withThinking ? writeThinking(request, dialect) : {}),
  };
}

function writeTool({ name, description, parameters }: ModelRequest['tools'][number]) {
  return { name, description, input_schema: { ...parameters, type: 'object' as const } };
}

/** All results of one step stand in one message, and what the user said meanwhile after them. */
function writeMessages(messages: readonly ModelMessage[], withState: boolean): MessageParam[] {
  const written: { role: 'user' | 'assistant'; content: ContentBlockParam[] }[] = [];
  for (const message of messages) {
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const blocks = writeBlocks(message, withState);
    const last = written.at(-1);
    if (last?.role === role && role === 'user') last.content.push(...blocks);
    else if (blocks.length > 0) written.push({ role, content: [...blocks] });
  }
  return written;
}

function writeBlocks(message: ModelMessage, withState: boolean): readonly ContentBlockParam[] {
  switch (message.role) {
    case 'user':
      return writeContent(message.text, message.images);
    case 'tool':
      return [writeResult(message)];
    case 'assistant':
      return (withState && readMessagesState(message)) || writeAssistant(message);
  }
}

function writeResult(message: Extract<ModelMessage, { role: 'tool' }>): ToolResultBlockParam {
  return {
    type: 'tool_result',
    tool_use_id: message.callId,
    content: writeContent(message.text, message.images),
    ...(message.isError === true ? { is_error: true } : {}),
  };
}

/** Pictures go first, as the vendor advises. The API refuses empty texts. */
function writeContent(
  text: string,
  images: readonly ModelImage[] | undefined,
): (TextBlockParam | ImageBlockParam)[] {
  const { known, note } = sortImages(images);
  const words = joinNote(text, note);
  const pictures = known.map(({ mimeType, data }): ImageBlockParam => ({
    type: 'image',
    source: { type: 'base64', media_type: mimeType, data },
  }));
  return words.trim() === '' ? pictures : [...pictures, { type: 'text', text: words }];
}

function writeAssistant({
  text,
  toolCalls,
}: Extract<ModelMessage, { role: 'assistant' }>): readonly ContentBlockParam[] {
  const calls = toolCalls.map(({ id, name, arguments: input }): ContentBlockParam => {
    return { type: 'tool_use', id, name, input };
  });
  return text.trim() === '' ? calls : [{ type: 'text', text }, ...calls];
}
