import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ControlRoute } from '../control-server.ts';
import { readBody, sendJson } from '../http-body.ts';
import { limitTokens, type Answer } from './answer.ts';
import { createModelControlRoute } from './control-routes.ts';
import { behaviours } from './control-contract.ts';
import { parseRequest } from './parse-request.ts';
import { findBehaviour, planAnswer, type ModelSettings } from './plan-answer.ts';
import type { ModelState } from './state.ts';
import { estimatePromptTokens, readImageTypes, readLastUserText } from './read-conversation.ts';
import { createRequestLog, type OpenRequest } from './request-log.ts';
import type { CompletionRequest } from './request-schema.ts';
import { createScripts, resolveScripted } from './scripts.ts';
import { sendWholeAnswer, streamAnswer, type AnswerHead } from './send-answer.ts';
import { makeError } from './wire-types.ts';

/** How the server behaves from the start. */
export interface ModelServerOptions {
  apiKey: string;
  settings: ModelSettings;
  isLogging: boolean;
}

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const COMPLETIONS_PATH = '/v1/chat/completions';

/** Makes a server of the OpenAI chat completions API; the caller listens. */
export function createModelServer(options: ModelServerOptions): Server {
  const run = randomBytes(6).toString('hex');
  let lastId = 0;
  const state: ModelState = {
    apiKey: options.apiKey,
    settings: options.settings,
    log: createRequestLog(),
    scripts: createScripts(),
    limited: new Map(),
    hanging: new Set(),
    makeId: (prefix) => `${prefix}${run}${(lastId += 1).toString(36)}`,
  };
  state.log.setLogging(options.isLogging);
  const control = createModelControlRoute(state);
  const server = createServer((req, res) => route(state, control, req, res));
  server.keepAliveTimeout = 60_000;
  return server;
}

function route(
  state: ModelState,
  control: ControlRoute,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  if (control(req, res)) return;
  const path = req.url?.split('?')[0] ?? '';
  if (refuseKey(state, req, res)) return;
  if (path === COMPLETIONS_PATH && req.method === 'POST') {
    void complete(state, req, res).catch(() => res.destroy());
  } else if (path === '/v1/models' && req.method === 'GET') sendModels(res);
  else {
    state.log.addViolation({ path, kind: 'unknown-path', detail: req.method ?? '' });
    sendJson(res, 404, makeError(`Invalid URL (${req.method ?? ''} ${path})`));
  }
}

/** Answers 401 as the API does; false when the key is right. */
function refuseKey(state: ModelState, req: IncomingMessage, res: ServerResponse): boolean {
  const header = req.headers.authorization ?? '';
  if (header === `Bearer ${state.apiKey}`) return false;
  const key = header.replace(/^Bearer /, '');
  const message =
    key === ''
      ? "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."
      : `Incorrect API key provided: ${key.slice(0, 4)}****. You can find your API key at https://platform.openai.com/account/api-keys.`;
  req.resume();
  sendJson(res, 401, makeError(message, key === '' ? {} : { code: 'invalid_api_key' }));
  return true;
}

function sendModels(res: ServerResponse): void {
  const data = behaviours.map((id) => ({
    id,
    object: 'model',
    created: 1_700_000_000,
    owned_by: 'local-test',
  }));
  sendJson(res, 200, { object: 'list', data });
}

async function complete(
  state: ModelState,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const body = await readBody(req, MAX_BODY_BYTES);
  const parsed = parseRequest(body.toString('utf8'));
  if (!parsed.isOk) {
    state.log.addViolation({ path: COMPLETIONS_PATH, ...parsed.violation });
    sendJson(res, 400, parsed.body);
    return;
  }
  const { request } = parsed;
  const userText = readLastUserText(request);
  const chosen = chooseAnswer(state, request, userText);
  if (chosen === undefined) {
    const message = `The model \`${request.model}\` does not exist or you do not have access to it.`;
    sendJson(res, 404, makeError(message, { code: 'model_not_found' }));
    return;
  }
  const answer = limitTokens(chosen, request.max_completion_tokens ?? request.max_tokens);
  const open = state.log.open(
    { model: request.model, isStream: request.stream === true, body: request },
    userText,
  );
  res.on('close', () => {
    state.hanging.delete(res);
    // Whoever cut it ended the record already; otherwise the client went away.
    open.end('cancelled', res.headersSent ? res.statusCode : null);
  });
  await send(state, request, answer, res, open);
}

function chooseAnswer(
  state: ModelState,
  request: CompletionRequest,
  userText: string,
): Answer | undefined {
  const scripted = state.scripts.take(request.model, userText);
  const resolved = scripted && resolveScripted(scripted);
  if (typeof resolved === 'object') return resolved;
  const behaviour = resolved ?? findBehaviour(request.model, userText);
  if (behaviour === undefined) return undefined;
  const countLimited = (text: string): number => {
    const before = state.limited.get(text) ?? 0;
    state.limited.set(text, before + 1);
    return before;
  };
  const { settings } = state;
  const images = readImageTypes(request);
  return planAnswer(behaviour, { request, userText, settings, images, countLimited });
}

async function send(
  state: ModelState,
  request: CompletionRequest,
  answer: Answer,
  res: ServerResponse,
  open: OpenRequest,
): Promise<void> {
  switch (answer.kind) {
    case 'hang':
      state.hanging.add(res);
      return;
    case 'html':
      open.end('finished', 200);
      res.writeHead(200, { 'content-type': 'text/html' });
      res.end('<!doctype html><title>Sign in</title><h1>Please sign in to the network</h1>');
      return;
    case 'error': {
      const { status, body, retryAfterSeconds } = answer;
      open.end('refused', status);
      const headers =
        retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
      sendJson(res, status, body, headers);
      return;
    }
    case 'message':
      await sendMessage(state, request, answer, res, open);
  }
}

async function sendMessage(
  state: ModelState,
  request: CompletionRequest,
  answer: Extract<Answer, { kind: 'message' }>,
  res: ServerResponse,
  open: OpenRequest,
): Promise<void> {
  const head: AnswerHead = {
    id: state.makeId('chatcmpl-'),
    createdSeconds: Math.floor(Date.now() / 1000),
    model: request.model,
    hasUsage: request.stream_options?.include_usage === true,
    promptTokens: estimatePromptTokens(request),
    makeCallId: () => state.makeId('call_'),
  };
  // A cut is recorded before it happens, so that the close of the socket does not look like the client's.
  if (answer.mishap?.kind === 'cut') open.end('cut', 200);
  const result =
    request.stream === true
      ? await streamAnswer(res, head, answer, () => open.countChunk())
      : await sendWholeAnswer(res, head, answer);
  if (result === 'stalled') state.hanging.add(res);
  else open.end(result, 200);
}
