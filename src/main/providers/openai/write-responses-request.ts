import type {
  ResponseCreateParamsStreaming,
  ResponseInputContent,
  ResponseInputItem,
} from 'openai/resources/responses/responses';
import type { ModelImage, ModelMessage, ModelRequest } from '../provider.ts';
import { joinNote, sortImages } from '../sdk/known-image.ts';
import { pickEffort, type ModelDialect } from './model-dialect.ts';
import { readResponsesState } from './responses-state.ts';

/** The least the API takes as `max_output_tokens`. */
const leastOutputTokens = 16;

/**
 * Writes a request as the body of "Create a model response". Nothing is stored on the other side:
 * thoughts come back encrypted and travel along.
 *
 * @param withState false leaves thoughts out that the server did not want back.
 */
export function writeResponsesRequest(
  request: ModelRequest,
  dialect: ModelDialect,
  withState: boolean,
): ResponseCreateParamsStreaming {
  const { system, tools, temperature } = request;
  return {
    model: request.model,
    input: request.messages.flatMap((message) => writeItems(message, withState)),
    max_output_tokens: Math.max(leastOutputTokens, request.maxOutputTokens),
    store: false,
    stream: true,
    ...(system === '' ? {} : { instructions: system }),
    ...(tools.length === 0 ? {} : { tools: tools.map(writeTool) }),
    ...(temperature === undefined || !dialect.hasTemperature ? {} : { temperature }),
    ...writeReasoning(request, dialect),
  };
}

type Written = Partial<ResponseCreateParamsStreaming>;

function writeReasoning({ thinking }: ModelRequest, dialect: ModelDialect): Written {
  if (!dialect.reasons) return {};
  const effort = pickEffort(dialect, thinking);
  const reasoning = {
    ...(effort === undefined ? {} : { effort }),
    ...(dialect.hasSummary && thinking !== 'off' ? { summary: 'auto' as const } : {}),
  };
  return { include: ['reasoning.encrypted_content'], reasoning };
}

function writeTool({ name, description, parameters }: ModelRequest['tools'][number]) {
  // Strict tools need schemas of a special form; ours are those of any tool.
  return { type: 'function' as const, name, description, parameters, strict: false };
}

function writeItems(message: ModelMessage, withState: boolean): readonly ResponseInputItem[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', content: writeContent(message.text, message.images) }];
    case 'tool':
      return [
        {
          type: 'function_call_output',
          call_id: message.callId,
          output: writeContent(message.text, message.images),
        },
      ];
    case 'assistant':
      return (withState && readResponsesState(message)) || writeAssistant(message);
  }
}

function writeContent(
  text: string,
  images: readonly ModelImage[] | undefined,
): string | ResponseInputContent[] {
  const { known, note } = sortImages(images);
  const words = joinNote(text, note);
  if (known.length === 0) return words;
  const pictures = known.map(({ mimeType, data }) => ({
    type: 'input_image' as const,
    detail: 'auto' as const,
    image_url: `data:${mimeType};base64,${data}`,
  }));
  return words === '' ? pictures : [{ type: 'input_text', text: words }, ...pictures];
}

function writeAssistant({
  text,
  toolCalls,
}: Extract<ModelMessage, { role: 'assistant' }>): readonly ResponseInputItem[] {
  const items: ResponseInputItem[] = text === '' ? [] : [{ role: 'assistant', content: text }];
  for (const call of toolCalls) {
    items.push({
      type: 'function_call',
      call_id: call.id,
      name: call.name,
      arguments: JSON.stringify(call.arguments),
    });
  }
  return items;
}
