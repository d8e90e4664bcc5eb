import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendJson } from '../http-body.ts';
import { cutText } from '../model-core/answer.ts';
import type { MessageAnswer } from './answer.ts';
import { cutSocket, sendFrames, type SendResult } from './send-frames.ts';
import type {
  Completion,
  CompletionChunk,
  Delta,
  FinishReason,
  ToolCall,
  Usage,
} from './wire-types.ts';
import { makeError } from './wire-types.ts';

/** What identifies an answer. */
export interface AnswerHead {
  id: string;
  createdSeconds: number;
  model: string;
  /** With `stream_options.include_usage`. */
  hasUsage: boolean;
  promptTokens: number;
  makeCallId: () => string;
}

const FINGERPRINT = 'fp_local_test';
/** Sends an answer as server-sent events. `onChunk` is told of every piece of content sent. */
export function streamAnswer(
  res: ServerResponse,
  head: AnswerHead,
  answer: MessageAnswer,
  onChunk: () => void,
): Promise<SendResult> {
  const failure = makeError('The server is overloaded or not ready yet.', { type: 'server_error' });
  const frames = {
    start: startText(head, answer),
    body: bodyDeltas(head, answer),
    end: endText(head, answer),
    failure: `data: ${JSON.stringify(failure)}\n\n`,
  };
  return sendFrames(res, frames, answer, onChunk);
}

/** Sends an answer in one piece, after the time its pieces would have taken. */
export async function sendWholeAnswer(
  res: ServerResponse,
  head: AnswerHead,
  answer: MessageAnswer,
): Promise<SendResult> {
  if (answer.pauseMs > 0) await sleep(answer.pauseMs * answer.pieces.length);
  if (res.destroyed) return 'cancelled';
  const completion = makeCompletion(head, answer);
  if (answer.mishap === undefined) {
    sendJson(res, 200, completion);
    return 'finished';
  }
  const text = JSON.stringify(completion);
  res.writeHead(200, { 'content-type': 'application/json' });
  res.write(text.slice(0, text.length / 2));
  switch (answer.mishap.kind) {
    case 'stall':
      return 'stalled';
    case 'cut':
      return await cutSocket(res);
    case 'malformed':
    case 'error-event':
    case 'quiet-end':
      res.end();
      return 'finished';
  }
}

function startText(head: AnswerHead, answer: MessageAnswer): string {
  const hasCallsOnly = answer.calls.length > 0 && answer.pieces.length === 0;
  const content = hasCallsOnly ? null : '';
  return event(head, { role: 'assistant', content, refusal: null }, null);
}

function bodyDeltas(head: AnswerHead, answer: MessageAnswer): string[] {
  const deltas: Delta[] = answer.pieces.map((content) => ({ content }));
  if (answer.refusal !== undefined) deltas.push({ refusal: answer.refusal });
  const fragments = answer.calls.map((call, index) => cutCall(head, call, index, answer));
  deltas.push(...(answer.isInterleaved === true ? takeInTurns(fragments) : fragments.flat()));
  return deltas.map((delta) => event(head, delta, null));
}

/** Fragments cut where it hurts most: in the middle of names and values. */
function cutCall(
  head: AnswerHead,
  call: MessageAnswer['calls'][number],
  index: number,
  { fragmentSize = 7 }: MessageAnswer,
): Delta[] {
  const first = { name: call.name, arguments: '' };
  const begin = { index, id: head.makeCallId(), type: 'function' as const, function: first };
  const rest = cutText(call.arguments, fragmentSize).map((text) => ({
    tool_calls: [{ index, function: { arguments: text } }],
  }));
  return [{ tool_calls: [begin] }, ...rest];
}

/** One of each list, then the next of each. */
function takeInTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const turns = Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  );
  return turns.flat();
}

function endText(head: AnswerHead, answer: MessageAnswer): string {
  let text = event(head, {}, answer.finishReason);
  if (head.hasUsage) {
    const last: CompletionChunk = {
      ...chunkBase(head),
      choices: [],
      usage: makeUsage(head, answer),
    };
    text += `data: ${JSON.stringify(last)}\n\n`;
  }
  return `${text}data: [DONE]\n\n`;
}

function event(head: AnswerHead, delta: Delta, finishReason: FinishReason | null): string {
  const chunk: CompletionChunk = {
    ...chunkBase(head),
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
  };
  if (head.hasUsage) chunk.usage = null;
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

function chunkBase(head: AnswerHead): Omit<CompletionChunk, 'choices'> {
  return {
    id: head.id,
    object: 'chat.completion.chunk',
    created: head.createdSeconds,
    model: head.model,
    service_tier: 'default',
    system_fingerprint: FINGERPRINT,
  };
}

function makeCompletion(head: AnswerHead, answer: MessageAnswer): Completion {
  const content = answer.pieces.join('');
  const calls = answer.calls.map((call): ToolCall => ({
    id: head.makeCallId(),
    type: 'function',
    function: { ...call },
  }));
  const hasNoContent = content === '' && (calls.length > 0 || answer.refusal !== undefined);
  return {
    id: head.id,
    object: 'chat.completion',
    created: head.createdSeconds,
    model: head.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: hasNoContent ? null : content,
          refusal: answer.refusal ?? null,
          annotations: [],
          ...(calls.length > 0 ? { tool_calls: calls } : {}),
        },
        logprobs: null,
        finish_reason: answer.finishReason,
      },
    ],
    usage: makeUsage(head, answer),
    service_tier: 'default',
    system_fingerprint: FINGERPRINT,
  };
}

function makeUsage(head: AnswerHead, answer: MessageAnswer): Usage {
  const characters =
    answer.pieces.join('').length +
    answer.calls.reduce((sum, call) => sum + call.arguments.length, 0);
  const completionTokens = Math.ceil(characters / 4);
  return {
    prompt_tokens: head.promptTokens,
    completion_tokens: completionTokens,
    total_tokens: head.promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
