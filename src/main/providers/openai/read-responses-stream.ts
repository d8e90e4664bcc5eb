import type {
  Response,
  ResponseOutputItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { ModelEvent, ModelRequest } from '../provider.ts';
import {
  createAnswerBuilder,
  makeReader,
  type AnswerBuilder,
  type AnswerReader,
} from '../sdk/answer-builder.ts';
import { explainEvent } from '../sdk/vendor-errors.ts';
import { makeResponsesState } from './responses-state.ts';

/** Reads the stream of the Responses API. */
export function createResponsesReader(
  request: ModelRequest,
  failure: FailureMaker,
  emit: (event: ModelEvent) => void,
): AnswerReader<ResponseStreamEvent> {
  const builder = createAnswerBuilder(request, failure, emit);
  const output = collectOutput(builder, failure);

  return makeReader(builder, (event) => {
    builder.begin();
    switch (event.type) {
      case 'response.output_item.added':
        output.begin(event.output_index, event.item);
        break;
      case 'response.output_item.done':
        output.end(event.output_index, event.item);
        break;
      case 'response.output_text.delta':
        builder.say('text', event.delta);
        break;
      case 'response.refusal.delta':
        builder.refuse();
        builder.say('text', event.delta);
        break;
      case 'response.reasoning_summary_part.added':
        if (event.summary_index > 0) builder.say('reasoning', '\n\n');
        break;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        builder.say('reasoning', event.delta);
        break;
      case 'response.function_call_arguments.delta':
        builder.addArguments(event.output_index, event.delta);
        break;
      case 'response.completed':
        builder.end('stop');
        output.conclude(event.response);
        break;
      case 'response.incomplete':
        output.stopShort(event.response);
        break;
      case 'response.failed':
        output.fail(event.response);
        break;
      case 'error':
        throw explainEvent(event, failure).error;
      default:
        // New kinds of events come without notice; what they tell comes in the end as well.
        break;
    }
  });
}

/** The protocol always has it; many a proxy does not. */
function readCached(usage: Partial<NonNullable<Response['usage']>> | undefined) {
  return usage?.input_tokens_details?.cached_tokens;
}

/** Puts the items of an answer together and tells the builder how it ended. */
function collectOutput(builder: AnswerBuilder, failure: FailureMaker) {
  const output = new Map<number, ResponseOutputItem>();

  const begin = (index: number, item: ResponseOutputItem): void => {
    if (item.type === 'function_call') builder.beginCall(index, item.call_id, item.name);
    builder.think(item.type === 'reasoning');
  };
  const end = (index: number, item: ResponseOutputItem): void => {
    output.set(index, item);
    if (item.type === 'reasoning') builder.think(false);
  };
  const conclude = (response: Response): void => {
    // The items came one by one; a server that sent none of them has them here.
    for (const [index, item] of output.size > 0 ? [] : response.output.entries()) {
      takeWhole(index, item);
    }
    const items = [...output].sort(([a], [b]) => a - b).map(([, item]) => item);
    builder.keep(makeResponsesState(items));
    builder.count({
      input: response.usage?.input_tokens,
      output: response.usage?.output_tokens,
      cached: readCached(response.usage),
    });
    builder.complete();
  };
  const takeWhole = (index: number, item: ResponseOutputItem): void => {
    begin(index, item);
    if (item.type === 'function_call') builder.addArguments(index, item.arguments);
    if (item.type === 'message') {
      for (const part of item.content) {
        builder.say('text', part.type === 'output_text' ? part.text : part.refusal);
        if (part.type === 'refusal') builder.refuse();
      }
    }
    end(index, item);
  };
  const stopShort = (response: Response): void => {
    const reason = response.incomplete_details?.reason;
    if (reason === 'content_filter') builder.refuse();
    builder.end('length');
    conclude(response);
  };
  const fail = ({ error, ...response }: Response): void => {
    // What a policy forbids is an answer, if not the one that was hoped for.
    if (error === null || !/policy/.test(error.code)) throw explainEvent({ error }, failure).error;
    builder.refuse();
    builder.end('refusal');
    conclude({ ...response, error });
  };

  return { begin, end, conclude, stopShort, fail };
}
