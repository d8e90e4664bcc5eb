import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiError, ApiSuccess } from '@grammyjs/types';
import { sendJson } from '../http-body.ts';
import { ApiFailure } from './api-failure.ts';
import type { CallRecord } from './control-contract.ts';
import type { ServedMethod } from './method-params.ts';
import { readParams, summariseParams } from './read-params.ts';
import { findMethod, prepareMethod } from './run-method.ts';
import type { ServerState } from './state/bot-state.ts';
import type { Fault } from './state/faults.ts';

/** Methods that Telegram's flood limits count. */
const COUNTED: ReadonlySet<ServedMethod> = new Set<ServedMethod>([
  'sendMessage',
  'sendPhoto',
  'sendDocument',
  'editMessageText',
  'editMessageReplyMarkup',
]);

/** One call under way. */
interface Call {
  state: ServerState;
  method: ServedMethod;
  chatId: number | undefined;
  record: CallRecord;
  res: ServerResponse;
  fault: Fault | undefined;
}

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
    await respond(call, success);
  } catch (error) {
    // Nobody is there to be told, or the request never came whole.
    if (gone.signal.aborted || !req.complete) return;
    fail({ state, record, res }, error);
  }
}

function fail(
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

function makeFlood(state: ServerState, chatId: number | undefined, seconds: number): ApiFailure {
  state.faults.rememberWait(chatId, seconds);
  return new ApiFailure(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

/** Plays a fault that keeps the call from taking effect; true when the call ends with it. */
async function failBefore(call: Call): Promise<boolean> {
  const { fault, res, state, record } = call;
  switch (fault?.kind) {
    case 'error':
      throw makeError(call, fault);
    case 'hang-before':
      hold(call);
      return true;
    case 'cut-before':
      res.destroy();
      return true;
    case 'html':
      state.log.end(record, { status: 200 });
      res.writeHead(200, { 'content-type': 'text/html' });
      res.end('<!doctype html><title>Sign in</title><h1>Please sign in to the network</h1>');
      return true;
    case 'delay':
      await sleep(fault.delayMs);
      return res.destroyed;
    default:
      return false;
  }
}

function makeError({ state, chatId }: Call, fault: Fault): ApiFailure {
  const { errorCode, description, retryAfterSeconds, migrateToChatId } = fault;
  if (retryAfterSeconds !== undefined && description === undefined) {
    return makeFlood(state, chatId, retryAfterSeconds);
  }
  if (migrateToChatId !== undefined) {
    const text = description ?? 'Bad Request: group chat was upgraded to a supergroup chat';
    return new ApiFailure(400, text, { migrate_to_chat_id: migrateToChatId });
  }
  return new ApiFailure(errorCode, description ?? STATUS_WORDS[errorCode] ?? `Error ${errorCode}`);
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  429: 'Too Many Requests: retry after 1',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
};

/** Answers, or plays a fault that keeps the answer from a caller whose call took effect. */
async function respond(call: Call, success: ApiSuccess<unknown>): Promise<void> {
  const { fault, res, state, record } = call;
  if (res.destroyed) return;
  switch (fault?.kind) {
    case 'hang-after':
      hold(call);
      return;
    case 'cut-after':
      res.destroy();
      return;
    case 'cut-mid-answer':
      await cutInAnswer(res, JSON.stringify(success));
      return;
    default:
      state.log.end(record, { status: 200, isOk: true });
      sendJson(res, 200, success);
  }
}

async function cutInAnswer(res: ServerResponse, text: string): Promise<void> {
  res.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  await new Promise<void>((resolve) => res.write(text.slice(0, text.length / 2), () => resolve()));
  // The half must have left before the reset, which may overtake it.
  await sleep(5);
  res.destroy();
}

/** Keeps a call open until its client goes or control releases it. */
function hold({ state, res, record }: Call): void {
  const release = (): void => {
    res.destroy();
  };
  state.hangs.add(release);
  state.log.hold(record);
  res.on('close', () => state.hangs.delete(release));
}
