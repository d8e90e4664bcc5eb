import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { CONTROL_PREFIX } from './control-client.ts';
import { readBody, sendJson } from './http-body.ts';
import { WaitTimeoutError } from './waiters.ts';

type Inputs = Readonly<Record<string, z.ZodType>>;

/** One function for every control call; the compiler sees that none is missing or invented. */
export type ControlHandlers<I extends Inputs, O extends Record<keyof I, unknown>> = {
  [K in keyof I]: (input: z.output<I[K]>) => O[K] | Promise<O[K]>;
};

/** Handles a request to the control interface; false when the path is none of its own. */
export type ControlRoute = (req: IncomingMessage, res: ServerResponse) => boolean;

const MAX_CONTROL_BYTES = 64 * 1024 * 1024;

/**
 * Makes the control interface of a server: `POST /__control/<name>` with a JSON body. Answers 200
 * with the result, 400 for input its schema refuses or a handler rejects, 408 for a wait in vain.
 */
export function createControlRoute<I extends Inputs, O extends Record<keyof I, unknown>>(
  inputs: I,
  handlers: ControlHandlers<I, O>,
): ControlRoute {
  const calls = new Map<string, (raw: unknown) => unknown>();
  for (const [name, schema] of Object.entries(inputs)) {
    // A handler takes what its own schema gives; the record type above holds them together.
    const handle = handlers[name] as (input: unknown) => unknown;
    calls.set(name, (raw) => handle(schema.parse(raw)));
  }
  return (req, res) => {
    if (req.url?.startsWith(CONTROL_PREFIX) !== true) return false;
    const call = calls.get(req.url.slice(CONTROL_PREFIX.length));
    if (call === undefined) sendJson(res, 404, { error: `no control call at ${req.url}` });
    else void answer(req, res, call);
    return true;
  };
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  call: (raw: unknown) => unknown,
): Promise<void> {
  try {
    const body = await readBody(req, MAX_CONTROL_BYTES);
    const raw: unknown = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
    const result: unknown = await call(raw);
    sendJson(res, 200, result ?? null);
  } catch (error) {
    const status = error instanceof WaitTimeoutError ? 408 : 400;
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    sendJson(res, status, { error: message });
  }
}
