import type { AskedModel } from '../model-core/plan-answer.ts';
import type { MessageRequest, RequestMessage } from './request-schema.ts';

type Block = Exclude<RequestMessage['content'], string>[number];

/** A request, as far as the answer depends on it. */
export function readAsked(request: MessageRequest): AskedModel {
  const { messages, model, tools = [] } = request;
  const blocks = messages.flatMap(listBlocks);
  const lastUser = messages.findLast(
    (one) => one.role === 'user' && listBlocks(one).some((block) => block.type === 'text'),
  );
  const last = messages.at(-1);
  const offered = request.tool_choice?.type === 'none' ? [] : tools;
  return {
    model,
    lastUserText: lastUser ? joinTexts(listBlocks(lastUser)) : '',
    results: (last ? listBlocks(last) : []).flatMap((block) =>
      block.type === 'tool_result' ? [readResult(block)] : [],
    ),
    tools: offered.map((tool) => ({ name: tool.name, parameters: tool.input_schema })),
    maxTokens: request.max_tokens,
    otherwise: model.startsWith('claude-') ? 'echo' : undefined,
    images: blocks.flatMap(readImages),
  };
}

/** How many tokens the input is, roughly: four characters each. */
export function estimateInputTokens({ system, messages }: MessageRequest): number {
  return 4 + Math.ceil(JSON.stringify([system, messages]).length / 4);
}

function listBlocks({ content }: RequestMessage): readonly Block[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

const joinTexts = (blocks: readonly Block[]): string =>
  blocks.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');

type Result = Extract<Block, { type: 'tool_result' }>;

function readResult({ content = '', is_error: isError }: Result): string {
  const text = typeof content === 'string' ? content : joinTexts(content);
  return isError === true ? `error: ${text}` : text;
}

function readImages(block: Block): string[] {
  if (block.type === 'image')
    return block.source.type === 'base64' ? [block.source.media_type] : [];
  if (block.type !== 'tool_result' || !Array.isArray(block.content)) return [];
  return block.content.flatMap(readImages);
}
