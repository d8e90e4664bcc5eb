import type {
  Message,
  RawContentBlockStartEvent,
  RawMessageStreamEvent,
  StopReason,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { cutText, type MessageAnswer, type PlannedCall } from '../model-core/answer.ts';
import type { StreamWriter } from '../model-core/send-answer.ts';
import { makeErrorBody } from './faults.ts';

/** What a writer needs to know of its request. */
export interface MessageHead {
  readonly model: string;
  readonly inputTokens: number;
  readonly isThinking: boolean;
  /** False: the thoughts are empty and only signed. */
  readonly showsThinking: boolean;
  makeId(prefix: string): string;
  seal(text: string): string;
  /** Tells of a call that was made after a thought. */
  issued(callId: string): void;
}

type Event = RawMessageStreamEvent | { readonly type: 'ping' };
type Block = RawContentBlockStartEvent['content_block'];
type Kind = 'thinking' | 'redacted_thinking' | 'text';

const write = (event: Event): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const noUsage = {
  cache_creation: null,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  inference_geo: null,
  output_tokens_details: null,
  server_tool_use: null,
  service_tier: 'standard' as const,
  speed: null,
};

function begin(head: MessageHead): string {
  const message: Message = {
    id: head.makeId('msg_'),
    type: 'message',
    role: 'assistant',
    model: head.model,
    content: [],
    container: null,
    diagnostics: null,
    stop_details: null,
    stop_reason: null,
    stop_sequence: null,
    usage: { ...noUsage, input_tokens: head.inputTokens, output_tokens: 1 },
  };
  return write({ type: 'message_start', message }) + write({ type: 'ping' });
}

/** Writes one message as the vendor's stream. Its blocks come one after the other. */
export function createMessageWriter(head: MessageHead): StreamWriter {
  let index = -1;
  let open: Kind | undefined;
  let thought = '';
  let chars = 0;
  let hasBegun = false;
  /** Events that go out with the next piece. */
  let waiting = '';

  const take = (text: string): string => {
    const start = hasBegun ? '' : begin(head);
    hasBegun = true;
    const all = start + waiting + text;
    waiting = '';
    return all;
  };
  const start = (block: Block): string => {
    index++;
    return write({ type: 'content_block_start', index, content_block: block });
  };
  const stop = (): string => {
    if (open === undefined) return '';
    const signature = head.seal(thought);
    const signed =
      open === 'thinking'
        ? write({
            type: 'content_block_delta',
            index,
            delta: { type: 'signature_delta', signature },
          })
        : '';
    open = undefined;
    return signed + write({ type: 'content_block_stop', index });
  };
  const change = (kind: Kind, block: Block): void => {
    if (open === kind) return;
    waiting += stop() + start(block);
    open = kind;
  };
  const writeThought = (text: string, { hidesThoughts }: MessageAnswer): string => {
    if (!head.isThinking) return '';
    thought += text;
    if (hidesThoughts === true) {
      if (open === 'redacted_thinking') return '';
      change('redacted_thinking', { type: 'redacted_thinking', data: head.seal('hidden') });
      return take('');
    }
    change('thinking', { type: 'thinking', thinking: '', signature: '' });
    if (!head.showsThinking) return take('');
    const delta = { type: 'thinking_delta' as const, thinking: text };
    return take(write({ type: 'content_block_delta', index, delta }));
  };
  const writeCall = (call: PlannedCall, { fragmentSize = 7 }: MessageAnswer): string[] => {
    const id = head.makeId('toolu_');
    if (thought !== '') head.issued(id);
    const { name } = call;
    const caller = { type: 'direct' as const };
    waiting += stop() + start({ type: 'tool_use', id, name, input: {}, caller });
    const json = JSON.stringify(call.arguments);
    chars += json.length;
    const texts = ['', ...cutText(json, fragmentSize)].map((part) => {
      const delta = { type: 'input_json_delta' as const, partial_json: part };
      return take(write({ type: 'content_block_delta', index, delta }));
    });
    waiting += write({ type: 'content_block_stop', index });
    return texts;
  };

  return {
    contentType: 'text/event-stream; charset=utf-8',
    thought: writeThought,
    piece(text) {
      change('text', { type: 'text', text: '', citations: null });
      chars += text.length;
      return take(
        write({ type: 'content_block_delta', index, delta: { type: 'text_delta', text } }),
      );
    },
    calls: (calls, answer) => calls.flatMap((call) => writeCall(call, answer)),
    end: (answer) => take(stop() + writeEnd(answer, head, chars)),
    malformed: 'event: content_block_delta\ndata: {"type":"content_block_de\n\n',
    failure: `event: error\ndata: ${JSON.stringify(makeErrorBody('overloaded_error', 'Overloaded'))}\n\n`,
  };
}

function writeEnd(answer: MessageAnswer, head: MessageHead, chars: number): string {
  const reason = findReason(answer);
  const details = { type: 'refusal' as const, category: null, explanation: null };
  return (
    write({
      type: 'message_delta',
      delta: {
        container: null,
        stop_reason: reason,
        stop_sequence: null,
        stop_details: reason === 'refusal' ? details : null,
      },
      usage: {
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        input_tokens: head.inputTokens,
        output_tokens: Math.ceil(chars / 4) + 1,
        output_tokens_details: null,
        server_tool_use: null,
      },
    }) + write({ type: 'message_stop' })
  );
}

function findReason({ ending, calls }: MessageAnswer): StopReason {
  switch (ending) {
    case 'length':
      return 'max_tokens';
    case 'refused':
    case 'blocked':
      return 'refusal';
    case 'stop':
      return calls.length > 0 ? 'tool_use' : 'end_turn';
  }
}
