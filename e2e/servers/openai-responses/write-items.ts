import type {
  Response,
  ResponseFunctionToolCall,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseReasoningItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';

/** The SDK adds `output_text`; it is never sent. */
export type WireResponse = Omit<Response, 'output_text'>;
type Numberless<E> = E extends { response: Response }
  ? Omit<E, 'sequence_number' | 'response'> & { response: WireResponse }
  : E extends { sequence_number: number }
    ? Omit<E, 'sequence_number'>
    : never;
/** One event, without the number that the stream gives it. */
export type WireEvent = Numberless<ResponseStreamEvent>;

/** Where items write themselves to. */
export interface ItemPlace {
  /** One event as text. */
  readonly write: (event: WireEvent) => string;
  /** Takes a place in the output. */
  add(item: ResponseOutputItem): number;
  makeId(prefix: string): string;
}

/** An item that grows. Its beginning is written with its first piece. */
export interface OpenItem {
  readonly kind: 'reasoning' | 'message' | 'refusal' | 'call';
  readonly id: string;
  grow(text: string): string;
  close(): string;
}

/** @param seal makes the encrypted content; absent when it was not asked for. */
export function openReasoning(
  place: ItemPlace,
  hasSummary: boolean,
  seal: ((id: string) => string) | undefined,
): OpenItem {
  const { write } = place;
  const id = place.makeId('rs_');
  const item: ResponseReasoningItem = { id, type: 'reasoning', summary: [] };
  const part = { type: 'summary_text' as const, text: '' };
  let index = -1;
  const at = () => ({ item_id: id, output_index: index, summary_index: 0 });
  const begin = (): string => {
    index = place.add(item);
    const added = write({ type: 'response.output_item.added', output_index: index, item });
    if (!hasSummary) return added;
    const event = { type: 'response.reasoning_summary_part.added' as const, ...at(), part };
    const text = added + write(event);
    item.summary.push(part);
    return text;
  };
  return {
    kind: 'reasoning',
    id,
    grow(delta) {
      const start = index < 0 ? begin() : '';
      if (!hasSummary) return start;
      part.text += delta;
      return start + write({ type: 'response.reasoning_summary_text.delta', ...at(), delta });
    },
    close() {
      if (seal) item.encrypted_content = seal(id);
      const { text } = part;
      const summary = hasSummary
        ? write({ type: 'response.reasoning_summary_text.done', ...at(), text }) +
          write({ type: 'response.reasoning_summary_part.done', ...at(), part })
        : '';
      return summary + write({ type: 'response.output_item.done', output_index: index, item });
    },
  };
}

/** A message of one part: text, or the words of a refusal. */
export function openMessage(place: ItemPlace, kind: 'message' | 'refusal'): OpenItem {
  const { write } = place;
  const id = place.makeId('msg_');
  const part: ResponseOutputMessage['content'][number] =
    kind === 'message'
      ? { type: 'output_text', text: '', annotations: [] }
      : { type: 'refusal', refusal: '' };
  const item: ResponseOutputMessage = {
    id,
    type: 'message',
    role: 'assistant',
    status: 'in_progress',
    content: [],
  };
  let index = -1;
  const at = () => ({ item_id: id, output_index: index, content_index: 0 });
  const begin = (): string => {
    index = place.add(item);
    const added = write({ type: 'response.output_item.added', output_index: index, item });
    item.content.push(part);
    return added + write({ type: 'response.content_part.added', ...at(), part });
  };
  return {
    kind,
    id,
    grow(delta) {
      const start = index < 0 ? begin() : '';
      if (part.type === 'refusal') {
        part.refusal += delta;
        return start + write({ type: 'response.refusal.delta', ...at(), delta });
      }
      part.text += delta;
      return start + write({ type: 'response.output_text.delta', ...at(), delta, logprobs: [] });
    },
    close() {
      item.status = 'completed';
      const done =
        part.type === 'refusal'
          ? write({ type: 'response.refusal.done', ...at(), refusal: part.refusal })
          : write({ type: 'response.output_text.done', ...at(), text: part.text, logprobs: [] });
      return (
        done +
        write({ type: 'response.content_part.done', ...at(), part }) +
        write({ type: 'response.output_item.done', output_index: index, item })
      );
    },
  };
}

/** A call of a function; its arguments grow as text. */
export function openCall(place: ItemPlace, name: string): OpenItem {
  const { write } = place;
  const id = place.makeId('fc_');
  const item: ResponseFunctionToolCall = {
    id,
    type: 'function_call',
    status: 'in_progress',
    call_id: place.makeId('call_'),
    name,
    arguments: '',
  };
  let text = '';
  let index = -1;
  const at = () => ({ item_id: id, output_index: index });
  return {
    kind: 'call',
    id,
    grow(delta) {
      let start = '';
      if (index < 0) {
        index = place.add(item);
        start = write({ type: 'response.output_item.added', output_index: index, item });
      }
      text += delta;
      return start + write({ type: 'response.function_call_arguments.delta', ...at(), delta });
    },
    close() {
      item.arguments = text;
      item.status = 'completed';
      return (
        write({ type: 'response.function_call_arguments.done', ...at(), arguments: text }) +
        write({ type: 'response.output_item.done', output_index: index, item })
      );
    },
  };
}
