import type { AskedModel } from '../model-core/plan-answer.ts';
import type { InputItem, ResponseRequest } from './request-schema.ts';

/** A request, as far as the answer depends on it. */
export function readAsked(request: ResponseRequest): AskedModel {
  const items = listItems(request);
  const lastUser = items.findLast((item) => 'role' in item && item.role === 'user');
  const start = items.findLastIndex((item) => item.type !== 'function_call_output') + 1;
  return {
    model: request.model,
    lastUserText: lastUser ? readText(lastUser) : '',
    results: items.slice(start).map(readText),
    tools: request.tool_choice === 'none' ? [] : (request.tools ?? []),
    maxTokens: request.max_output_tokens ?? undefined,
    otherwise: /^(?:gpt-|o\d)/.test(request.model) ? 'echo' : undefined,
    images: items.flatMap(readImages),
  };
}

/** The input as a list; a text stands for one message of the user. */
export function listItems({ input }: ResponseRequest): readonly InputItem[] {
  return typeof input === 'string' ? [{ role: 'user', content: input }] : input;
}

/** How many tokens the input is, roughly: four characters each. */
export function estimateInputTokens(request: ResponseRequest): number {
  return 4 + Math.ceil(JSON.stringify([request.instructions, request.input]).length / 4);
}

function readContent(item: InputItem) {
  if (item.type === 'function_call_output') return item.output;
  return 'content' in item ? (item.content ?? '') : '';
}

function readText(item: InputItem): string {
  const content = readContent(item);
  if (typeof content === 'string') return content;
  return content
    .flatMap((part) => (isPart(part) && typeof part.text === 'string' ? [part.text] : []))
    .join('\n');
}

function readImages(item: InputItem): string[] {
  const content = readContent(item);
  if (typeof content === 'string') return [];
  return content.flatMap((part) => {
    const url = isPart(part) && typeof part.image_url === 'string' ? part.image_url : '';
    const type = /^data:([^;]+);base64,[A-Za-z0-9+/]+={0,2}$/.exec(url)?.[1];
    return type === undefined ? [] : [type];
  });
}

function isPart(
  value: unknown,
): value is { readonly text?: unknown; readonly image_url?: unknown } {
  return typeof value === 'object' && value !== null;
}
