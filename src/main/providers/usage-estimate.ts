import type { ModelRequest } from './provider.ts';

/** Characters of a token, on average over languages and code. */
const charsPerToken = 4;

/** Roughly how many tokens so many characters are. */
export function estimateTokens(chars: number): number {
  return Math.ceil(chars / charsPerToken);
}

/** Roughly how many tokens a request is, for servers that do not count. */
export function estimateInputTokens(request: ModelRequest): number {
  let chars = request.system.length;
  for (const message of request.messages) {
    chars += message.text.length;
    if (message.role !== 'assistant') continue;
    for (const call of message.toolCalls) chars += JSON.stringify(call.arguments).length;
  }
  for (const tool of request.tools) {
    chars += tool.description.length + JSON.stringify(tool.parameters).length;
  }
  return estimateTokens(chars);
}
