import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiError, ApiSuccess } from '@grammyjs/types';
import { sendJson } from '../http-body.ts';
import { ApiFailure } from './api-failure.ts';
import type { ServedMethod } from './method-params.ts';
import { failBefore, makeFlood, respond, type Call } from './play-fault.ts';
import { readParams, summariseParams } from './read-params.ts';
import { findMethod, prepareMethod } from './run-method.ts';
import type { ServerState } from './state/bot-state.ts';

/** Methods that Telegram's flood limits count. */
const COUNTED: ReadonlySet<string> = new Set<ServedMethod>([
  'sendMessage',
  'sendPhoto',
  'sendDocument',
  'editMessageText',
  'editMessageReplyMarkup',
]);

/** Answers `/bot<token>/<method>`; false when the path is another one. */
export function routeApi(state: ServerState, req: IncomingMessage, res: ServerResponse): boolean {
  const found = /^\/bot([^/]+)\/([^/?]+)/.exec(req.url ?? '');
  if (found === null) return false;
  const [, token = '', name = ''] = found;
  const refusal = checkToken(state, decodeURIComponent(token));
  const method = findMethod(name);
  if (refusal !== undefined) refuse(req, res, refusal);
  else if (method === undefined) {
    state.log.addViolation({ method: name, kind: 'unknown-method', detail: req.url ?? '' });
    refuse(req, res, new ApiFailure(404, 'Not Found: method not found'));
  } else void answer(state, method, req, res);
  return true;
}

/** The refusal for a token that is none (404) or wrong (401); undefined for the right one. */
export function checkToken(state: ServerState, token: string): ApiFailure | undefined {
  if (!/^\d+:[\w-]+$/.test(token)) return new ApiFailure(404, 'Not Found');
  return token === state.options.token ? undefined : new ApiFailure(401, 'Unauthorized');
}

/** Sends an error answer without reading the request. */
export function refuse(req: IncomingMessage, res: ServerResponse, failure: ApiFailure): void {
  req.resume();
  sendJson(res, failure.code, describeFailure(failure));
}

const describeFailure = ({ code, message, parameters }: ApiFailure): ApiError => ({
  ok: false,
  error_code: code,
  description: message,
  ...(parameters === undefined ? {} : { parameters }),
});

async function answer(
  state: ServerState,
  method: ServedMethod,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const record = state.log.begin(method);
  const gone = new AbortController();
  res.on('close', () => {
    gone.abort();
    // Without an answer the call ends when its connection does.
    if (record.endedAtMs === null) state.log.end(record, {});
  });
  try {
    const raw = await readParams(req);
    record.params = summariseParams(raw);
    const chatId = Number.isInteger(Number(raw['chat_id'])) ? Number(raw['chat_id']) : undefined;
    record.isTooEarly = state.faults.isTooEarly(chatId);
    const run = prepareMethod(method, raw, (violation) => state.log.addViolation(violation));
    const fault = state.faults.take(method, chatId);
    const call: Call = { state, method, chatId, record, res, fault };
    record.fault = fault?.kind ?? null;
    if (await failBefore(call)) return;
    checkRate(call);
    const result = await run({ state, signal: gone.signal });
    record.hasTakenEffect = true;
    record.messageId = readMessageId(result);
    const success: ApiSuccess<unknown> = { ok: true, result };
    await respond(call, JSON.stringify(success), 'application/json');
  } catch (error) {
    // Nobody is there to be told, or the request never came whole.
    if (gone.signal.aborted || !req.complete) return;
    fail({ state, record, res }, error);
  }
}

/** Tells the caller in the words of the API. */
export function fail(
  { state, record, res }: Pick<Call, 'state' | 'record' | 'res'>,
  error: unknown,
): void {
  const failure =
    error instanceof ApiFailure
      ? error
      : new ApiFailure(500, `Internal Server Error: ${String(error)}`);
  state.log.end(record, { status: failure.code, description: failure.message });
  sendJson(res, failure.code, describeFailure(failure));
}

function readMessageId(result: unknown): number | null {
  const isMessage = typeof result === 'object' && result !== null && 'message_id' in result;
  return isMessage && typeof result.message_id === 'number' ? result.message_id : null;
}

/** Throws a 429 when a chat gets more than its rate. */
function checkRate({ state, method, chatId }: Call): void {
  if (chatId === undefined || !COUNTED.has(method)) return;
  const waitSeconds = state.faults.countSend(chatId);
  if (waitSeconds !== undefined) throw makeFlood(state, chatId, waitSeconds);
}
