import type { ResponseOutputItem } from 'openai/resources/responses/responses';
import { cutText, type MessageAnswer, type PlannedCall } from '../model-core/answer.ts';
import type { StreamWriter } from '../model-core/send-answer.ts';
import {
  openCall,
  openMessage,
  openReasoning,
  type ItemPlace,
  type OpenItem,
  type WireEvent,
  type WireResponse,
} from './write-items.ts';

/** What a writer needs to know of its request. */
export interface ResponseHead {
  readonly model: string;
  readonly inputTokens: number;
  readonly isThinking: boolean;
  readonly hasSummary: boolean;
  readonly hasEncrypted: boolean;
  makeId(prefix: string): string;
  seal(reasoningId: string): string;
  /** Tells of a call that has to come back with its thought. */
  issued(callItemId: string, reasoningId: string): void;
}

/** The events of one response, numbered. */
function createEventLine(head: ResponseHead) {
  const output: ResponseOutputItem[] = [];
  const fixed = { id: head.makeId('resp_'), created_at: Math.floor(Date.now() / 1_000) };
  let sequence = 0;
  const describe = (more: Partial<WireResponse>): WireResponse => ({
    ...fixed,
    object: 'response',
    access_programs: null,
    status: 'in_progress',
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: head.model,
    output: [],
    parallel_tool_calls: true,
    temperature: null,
    tool_choice: 'auto',
    tools: [],
    top_p: null,
    ...more,
  });
  const write = (event: WireEvent): string => {
    const numbered = { ...event, sequence_number: sequence++ };
    return `event: ${event.type}\ndata: ${JSON.stringify(numbered)}\n\n`;
  };
  const begin = (): string =>
    sequence > 0
      ? ''
      : write({ type: 'response.created', response: describe({}) }) +
        write({ type: 'response.in_progress', response: describe({}) });
  const place: ItemPlace = {
    write,
    add: (item) => output.push(item) - 1,
    makeId: (prefix) => head.makeId(prefix),
  };
  return { output, describe, write, begin, place };
}

/** Writes one response as the vendor's stream. */
export function createResponseWriter(head: ResponseHead): StreamWriter {
  const line = createEventLine(head);
  const { place } = line;
  let open: OpenItem | undefined;
  let reasoningId: string | undefined;
  let chars = 0;
  /** Events that go out with the next piece. */
  let waiting = '';

  const take = (text: string): string => {
    const all = waiting + text;
    waiting = '';
    return all;
  };
  const grow = (kind: OpenItem['kind'], make: () => OpenItem, text: string): string => {
    waiting += line.begin();
    if (open?.kind !== kind) {
      waiting += open?.close() ?? '';
      open = make();
    }
    chars += text.length;
    return take(open.grow(text));
  };
  const makeCall = ({ name }: PlannedCall): OpenItem => {
    const call = openCall(place, name);
    if (reasoningId !== undefined) head.issued(call.id, reasoningId);
    return call;
  };
  const writeCalls = (calls: readonly PlannedCall[], answer: MessageAnswer): string[] => {
    if (calls.length === 0) return [];
    waiting += line.begin() + (open?.close() ?? '');
    open = undefined;
    const fragments = calls.map((call) => cutArguments(call, answer));
    const items = calls.map(makeCall);
    const texts: string[] = [];
    for (const { call, text, isLast } of orderFragments(fragments, answer)) {
      const item = items[call];
      texts.push(take(item?.grow(text) ?? ''));
      if (isLast) waiting += item?.close() ?? '';
    }
    return texts;
  };

  return {
    contentType: 'text/event-stream; charset=utf-8',
    thought(text) {
      if (!head.isThinking) return '';
      const seal = head.hasEncrypted ? (id: string) => head.seal(id) : undefined;
      const make = () => openReasoning(place, head.hasSummary, seal);
      const written = grow('reasoning', make, text);
      reasoningId = open?.id;
      return written;
    },
    piece: (text) => grow('message', () => openMessage(place, 'message'), text),
    calls: writeCalls,
    end(answer) {
      waiting += line.begin();
      if (answer.ending === 'refused') {
        const words = 'I cannot help with that.';
        waiting += grow('refusal', () => openMessage(place, 'refusal'), words);
      }
      waiting += open?.close() ?? '';
      return take(line.write(makeLastEvent(head, line, answer, chars)));
    },
    malformed: 'event: response.output_text.delta\ndata: {"type":"response.output_te\n\n',
    get failure() {
      const message = 'The server had an error while processing your request.';
      const error = { code: 'server_error' as const, message };
      const response = line.describe({ status: 'failed', error });
      return line.write({ type: 'response.failed', response });
    },
  };
}

function makeLastEvent(
  head: ResponseHead,
  { describe, output }: ReturnType<typeof createEventLine>,
  { ending }: MessageAnswer,
  chars: number,
): WireEvent {
  const isWhole = ending === 'stop' || ending === 'refused';
  const reason = ending === 'length' ? 'max_output_tokens' : 'content_filter';
  const outputTokens = Math.ceil(chars / 4) + 1;
  const response = describe({
    status: isWhole ? 'completed' : 'incomplete',
    incomplete_details: isWhole ? null : { reason },
    output,
    usage: {
      input_tokens: head.inputTokens,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: head.inputTokens + outputTokens,
    },
  });
  return isWhole
    ? { type: 'response.completed', response }
    : { type: 'response.incomplete', response };
}

/** Cut where it hurts most: in the middle of names and values. */
function cutArguments(call: PlannedCall, { fragmentSize = 7 }: MessageAnswer): readonly string[] {
  return cutText(JSON.stringify(call.arguments), fragmentSize);
}

/** Call by call, or one fragment of each in turns. */
function orderFragments(
  fragments: readonly (readonly string[])[],
  { isInterleaved }: MessageAnswer,
) {
  const all = fragments.flatMap((list, call) =>
    list.map((text, turn) => ({ call, turn, text, isLast: turn === list.length - 1 })),
  );
  return isInterleaved === true ? all.sort((a, b) => a.turn - b.turn || a.call - b.call) : all;
}
