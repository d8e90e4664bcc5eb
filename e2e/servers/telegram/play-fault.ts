import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiFailure } from './api-failure.ts';
import type { CallRecord } from './control-contract.ts';
import type { ServerState } from './state/bot-state.ts';
import type { Fault } from './state/faults.ts';

/** One call under way. */
export interface Call {
  state: ServerState;
  /** A method of the Bot API, or `file` for the download of one. */
  method: string;
  chatId: number | undefined;
  record: CallRecord;
  res: ServerResponse;
  fault: Fault | undefined;
}

/** Plays a fault that keeps the call from taking effect; true when the call ends with it. */
export async function failBefore(call: Call): Promise<boolean> {
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
export async function respond(
  call: Call,
  body: string | Uint8Array,
  contentType: string,
): Promise<void> {
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
      await cutInAnswer(res, body, contentType);
      return;
    default:
      state.log.end(record, { status: 200, isOk: true });
      writeHead(res, body, contentType);
      res.end(body);
  }
}

const writeHead = (res: ServerResponse, body: string | Uint8Array, contentType: string): void =>
  void res.writeHead(200, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
  });

async function cutInAnswer(
  res: ServerResponse,
  body: string | Uint8Array,
  contentType: string,
): Promise<void> {
  writeHead(res, body, contentType);
  const half = body.slice(0, body.length / 2);
  await new Promise<void>((resolve) => res.write(half, () => resolve()));
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

/** A 429, which the client is to obey. */
export function makeFlood(
  state: ServerState,
  chatId: number | undefined,
  seconds: number,
): ApiFailure {
  state.faults.rememberWait(chatId, seconds);
  return new ApiFailure(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}
