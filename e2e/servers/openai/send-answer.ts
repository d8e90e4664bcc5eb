import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendJson } from '../http-body.ts';
import type { MessageAnswer } from './answer.ts';
import type {
  Completion,
  CompletionChunk,
  Delta,
  FinishReason,
  ToolCall,
  Usage,
} from './wire-types.ts';

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

/** How the sending went: `stalled` answers stay open until the client or the control ends them. */
export type SendResult = 'finished' | 'cut' | 'cancelled' | 'stalled';

const FINGERPRINT = 'fp_local_test';
const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
} as const;

/** Sends an answer as server-sent events. `onChunk` is told of every piece of content sent. */
export async function streamAnswer(
  res: ServerResponse,
  head: AnswerHead,
  answer: MessageAnswer,
  onChunk: () => void,
): Promise<SendResult> {
  res.writeHead(200, STREAM_HEADERS);
  if (answer.mishap === undefined && answer.pauseMs === 0 && answer.pieces.length < 2) {
    // The fast path: everything in one write.
    onChunk();
    res.end(startText(head, answer) + bodyDeltas(head, answer).join('') + endText(head, answer));
    return 'finished';
  }
  res.write(startText(head, answer));
  // A mishap happens to short answers too: at the last piece at the latest.
  const mishapIndex = Math.min(answer.mishap?.beforeChunk ?? Infinity, answer.pieces.length - 1);
  for (const [index, text] of bodyDeltas(head, answer).entries()) {
    if (answer.pauseMs > 0) await sleep(answer.pauseMs);
    if (res.destroyed) return 'cancelled';
    if (answer.mishap !== undefined && index === mishapIndex) {
      if (answer.mishap.kind === 'stall') return 'stalled';
      if (answer.mishap.kind === 'cut') return await cut(res);
      res.write('data: {"id": "chatcmpl-broken", "choices": [{"del\n\n');
    }
    onChunk();
    res.write(text);
  }
  res.end(endText(head, answer));
  return 'finished';
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
      return await cut(res);
    case 'malformed':
      res.end();
      return 'finished';
  }
}

/** Lets what was written reach the client, then cuts the socket. */
async function cut(res: ServerResponse): Promise<SendResult> {
  await new Promise<void>((resolve) => res.write('', () => resolve()));
  await sleep(5);
  res.destroy();
  return 'cut';
}

function startText(head: AnswerHead, answer: MessageAnswer): string {
  const hasCallsOnly = answer.calls.length > 0 && answer.pieces.length === 0;
  const content = hasCallsOnly ? null : '';
  return event(head, { role: 'assistant', content, refusal: null }, null);
}

function bodyDeltas(head: AnswerHead, answer: MessageAnswer): string[] {
  const deltas: Delta[] = answer.pieces.map((content) => ({ content }));
  if (answer.refusal !== undefined) deltas.push({ refusal: answer.refusal });
  for (const [index, call] of answer.calls.entries()) {
    const first = { name: call.name, arguments: '' };
    deltas.push({
      tool_calls: [{ index, id: head.makeCallId(), type: 'function', function: first }],
    });
    // Fragments cut where it hurts most: in the middle of names and values.
    for (let start = 0; start < call.arguments.length; start += 7) {
      const text = call.arguments.slice(start, start + 7);
      deltas.push({ tool_calls: [{ index, function: { arguments: text } }] });
    }
  }
  return deltas.map((delta) => event(head, delta, null));
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
