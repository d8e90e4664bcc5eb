import type { CompletionRequest, RequestMessage } from './request-schema.ts';

/** The text of a message: its string, or its text parts joined by newlines. */
function readText(message: RequestMessage): string {
  const { content } = message;
  if (typeof content === 'string') return content;
  const texts: string[] = [];
  for (const part of content ?? []) if (part.type === 'text') texts.push(part.text);
  return texts.join('\n');
}

/** The text of the last user message; empty when there is none. */
export function readLastUserText(request: CompletionRequest): string {
  const message = request.messages.findLast((one) => one.role === 'user');
  return message === undefined ? '' : readText(message);
}

/** The results of the tool calls at the very end of the conversation, oldest first. */
export function readToolResults(request: CompletionRequest): string[] {
  const start = request.messages.findLastIndex((message) => message.role !== 'tool') + 1;
  return request.messages.slice(start).map(readText);
}

/** How many tokens the messages are, roughly: four characters each. */
export function estimatePromptTokens(request: CompletionRequest): number {
  let count = 0;
  for (const message of request.messages) count += 4 + Math.ceil(readText(message).length / 4);
  return count;
}

/** The types of all pictures that came as data, in order. */
export function readImageTypes(request: CompletionRequest): string[] {
  return request.messages.flatMap(({ content }) => {
    if (typeof content === 'string') return [];
    return (content ?? []).flatMap((part) => {
      const found = part.type === 'image_url' && /^data:([^;]+);base64,/.exec(part.image_url.url);
      return found ? [found[1] ?? ''] : [];
    });
  });
}
