import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { z } from 'zod';
import { readBody, sendJson } from '../http-body.ts';
import { createModelCore, type ModelCore } from '../model-core/model-core.ts';
import type { AskedModel } from '../model-core/plan-answer.ts';
import { findConversationError, givesSignatures } from './check-conversation.ts';
import { findKeyFault, makeGoogleFault } from './faults.ts';
import { listModels, isKnownModel } from './models.ts';
import { findUnknownName, readAsked } from './read-request.ts';
import { embedRequest, generateRequest, type GenerateRequest } from './request-schema.ts';
import { createGoogleWriter } from './stream-writer.ts';
import { makeError } from './wire.ts';

const maxBodyBytes = 32 * 1024 * 1024;

interface State {
  readonly core: ModelCore;
  readonly apiKey: string;
  readonly signatures: Set<string>;
  readonly callIds: Set<string>;
}

/** Makes a server of the Gemini API; the caller listens. */
export function createGoogleServer(options: { apiKey: string; isLogging: boolean }): Server {
  const state: State = {
    core: createModelCore(options),
    apiKey: options.apiKey,
    signatures: new Set(),
    callIds: new Set(),
  };
  const server = createServer((req, res) => route(state, req, res));
  server.keepAliveTimeout = 60_000;
  return server;
}

function route(state: State, req: IncomingMessage, res: ServerResponse): void {
  if (state.core.control(req, res)) return;
  const url = new URL(req.url ?? '', 'http://localhost');
  if (refuseKey(state, req, res)) return;
  const act = req.method === 'POST' ? findAction(url) : undefined;
  if (act) void act(state, req, res).catch(() => res.destroy());
  else if (req.method === 'GET' && /^\/v1(?:beta)?\/models$/.test(url.pathname)) {
    sendJson(res, 200, listModels(url.searchParams));
  } else {
    state.core.log.addViolation({ path: url.pathname, detail: req.method ?? '' });
    sendJson(res, 404, makeError(404, `Not found: ${url.pathname}`));
  }
}

type Action = (state: State, req: IncomingMessage, res: ServerResponse) => Promise<void>;

function findAction({ pathname, searchParams }: URL): Action | undefined {
  const [, model, method] = /^\/v1(?:beta)?\/models\/([^:/]+):(\w+)$/.exec(pathname) ?? [];
  if (method === 'batchEmbedContents') return embed;
  const isStream = method === 'streamGenerateContent' && searchParams.get('alt') === 'sse';
  if (!isStream || model === undefined) return undefined;
  return (state, req, res) => generate(state, model, req, res);
}

/** False when the key is right. */
function refuseKey(state: State, req: IncomingMessage, res: ServerResponse): boolean {
  const given = req.headers['x-goog-api-key'];
  const fault = findKeyFault(typeof given === 'string' ? given : undefined, state.apiKey);
  if (!fault) return false;
  req.resume();
  sendJson(res, fault.status, fault.body);
  return true;
}

async function generate(
  state: State,
  model: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const request = await readChecked(state, req, res, generateRequest);
  if (!request) return;
  const breach = findConversationError(request, model, state);
  if (breach !== undefined) {
    refuse(state, req, res, breach);
    return;
  }
  const asked: AskedModel = {
    ...readAsked(model, request),
    otherwise: isKnownModel(model) ? 'echo' : undefined,
  };
  await state.core.answer(asked, request, req, res, {
    makeFault: makeGoogleFault,
    makeWriter: () => makeWriter(state, model, request),
  });
}

function makeWriter(state: State, model: string, request: GenerateRequest) {
  const isSigning = givesSignatures(model);
  const remember = (set: Set<string>, value: string): string => {
    set.add(value);
    return value;
  };
  return createGoogleWriter({
    id: state.core.makeId('r'),
    model,
    promptTokens: Math.ceil(JSON.stringify(request.contents).length / 4),
    isThinkingShown: request.generationConfig?.thinkingConfig?.includeThoughts === true,
    sign: isSigning ? () => remember(state.signatures, state.core.makeId('sig')) : undefined,
    makeCallId: isSigning ? () => remember(state.callIds, state.core.makeId('fc')) : undefined,
  });
}

async function embed(state: State, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const request = await readChecked(state, req, res, embedRequest);
  if (!request) return;
  const embeddings = request.requests.map(({ content }) => {
    const text = content.parts.map((part) => part.text ?? '').join('');
    return { values: [text.length, text.codePointAt(0) ?? 0, 0.5] };
  });
  sendJson(res, 200, { embeddings });
}

async function readChecked<T>(
  state: State,
  req: IncomingMessage,
  res: ServerResponse,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const text = (await readBody(req, maxBodyBytes)).toString('utf8');
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    refuse(state, req, res, 'Invalid JSON payload received. Unexpected token.');
    return undefined;
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  refuse(state, req, res, findUnknownName(parsed.error));
  return undefined;
}

function refuse(state: State, req: IncomingMessage, res: ServerResponse, message: string): void {
  state.core.log.addViolation({ path: req.url ?? '', detail: message });
  const description = { fieldViolations: [{ description: message }] };
  const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', ...description }];
  sendJson(res, 400, makeError(400, message, details));
}
