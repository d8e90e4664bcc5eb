import type {
  RawContentBlockDelta,
  RawContentBlockStartEvent,
  RawMessageStreamEvent,
  StopReason,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { isJsonObject, parseJson } from '../json-value.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { FinishReason, ModelEvent, ModelRequest } from '../provider.ts';
import {
  createAnswerBuilder,
  makeReader,
  type AnswerBuilder,
  type AnswerReader,
  type CountedTokens,
} from '../sdk/answer-builder.ts';
import { makeMessagesState, type KeptBlock } from './messages-state.ts';

/** A block while it grows; `json` are the fragments of a call's arguments. */
interface OpenBlock {
  readonly kept: KeptBlock;
  json: string;
}

/** Reads the stream of the Messages API. */
export function createMessagesReader(
  request: ModelRequest,
  failure: FailureMaker,
  emit: (event: ModelEvent) => void,
): AnswerReader<RawMessageStreamEvent> {
  const builder = createAnswerBuilder(request, failure, emit);
  const blocks = collectBlocks(builder);
  return makeReader(builder, (event) => {
    builder.begin();
    switch (event.type) {
      case 'message_start':
        builder.count(readUsage(event.message.usage));
        break;
      case 'content_block_start':
        blocks.begin(event.index, event.content_block);
        break;
      case 'content_block_delta':
        blocks.grow(event.index, event.delta);
        break;
      case 'content_block_stop':
        blocks.end(event.index);
        break;
      case 'message_delta':
        builder.count(readUsage(event.usage));
        if (event.delta.stop_reason !== null) builder.end(mapReason(event.delta.stop_reason));
        break;
      case 'message_stop':
        builder.keep(makeMessagesState(blocks.list()));
        builder.complete();
        break;
      default:
        // New kinds of events come without notice.
        break;
    }
  });
}

/** Puts the blocks of an answer together and tells the builder of what they say. */
function collectBlocks(builder: AnswerBuilder) {
  const blocks = new Map<number, OpenBlock>();

  const begin = (index: number, block: RawContentBlockStartEvent['content_block']): void => {
    builder.think(block.type === 'thinking' || block.type === 'redacted_thinking');
    switch (block.type) {
      case 'text':
        blocks.set(index, { kept: { type: 'text', text: block.text }, json: '' });
        builder.say('text', block.text);
        break;
      case 'thinking': {
        const { thinking, signature } = block;
        blocks.set(index, { kept: { type: 'thinking', thinking, signature }, json: '' });
        builder.say('reasoning', thinking);
        break;
      }
      case 'redacted_thinking':
        blocks.set(index, { kept: { type: 'redacted_thinking', data: block.data }, json: '' });
        break;
      case 'tool_use': {
        const { id, name } = block;
        const input = isJsonObject(block.input) ? { ...block.input } : {};
        blocks.set(index, { kept: { type: 'tool_use', id, name, input }, json: '' });
        builder.beginCall(index, id, name);
        break;
      }
      default:
        // Tools of the server are never offered, so their blocks do not come.
        break;
    }
  };
  const grow = (index: number, delta: RawContentBlockDelta): void => {
    const block = blocks.get(index);
    if (!block) return;
    const { kept } = block;
    if (delta.type === 'text_delta' && kept.type === 'text') {
      kept.text += delta.text;
      builder.say('text', delta.text);
    } else if (delta.type === 'thinking_delta' && kept.type === 'thinking') {
      kept.thinking += delta.thinking;
      builder.say('reasoning', delta.thinking);
    } else if (delta.type === 'signature_delta' && kept.type === 'thinking') {
      kept.signature += delta.signature;
    } else if (delta.type === 'input_json_delta' && kept.type === 'tool_use') {
      block.json += delta.partial_json;
      builder.addArguments(index, delta.partial_json);
    }
  };
  const end = (index: number): void => {
    builder.think(false);
    const block = blocks.get(index);
    if (block?.kept.type !== 'tool_use') return;
    const input = parseJson(block.json);
    if (isJsonObject(input)) block.kept.input = { ...input };
    // Small servers send the arguments in one piece, with the beginning of the block.
    else if (block.json === '') builder.addArguments(index, JSON.stringify(block.kept.input));
  };
  const list = (): readonly KeptBlock[] =>
    [...blocks].sort(([a], [b]) => a - b).map(([, { kept }]) => kept);
  return { begin, grow, end, list };
}

/** What was read from the cache or written to it is input as well; here it is counted apart. */
function readUsage(usage: {
  readonly input_tokens: number | null;
  readonly output_tokens: number;
  readonly cache_creation_input_tokens: number | null;
  readonly cache_read_input_tokens: number | null;
}): CountedTokens {
  const { input_tokens: fresh, output_tokens: output } = usage;
  if (typeof fresh !== 'number') return { output };
  const cached = usage.cache_read_input_tokens ?? 0;
  const cacheWritten = usage.cache_creation_input_tokens ?? 0;
  return { input: fresh + cached + cacheWritten, output, cached, cacheWritten };
}

function mapReason(reason: StopReason): FinishReason {
  switch (reason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'tool_use':
      return 'tool-calls';
    case 'refusal':
      return 'refusal';
    // Only tools of the server pause a turn, and none are offered.
    case 'pause_turn':
    case 'end_turn':
    case 'stop_sequence':
      return 'stop';
    default:
      return 'stop';
  }
}
