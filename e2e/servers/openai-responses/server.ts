import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http-body.ts';
import type { FaultName } from '../model-core/answer.ts';
import { behaviours } from '../model-core/control-contract.ts';
import { createModelCore, type FaultAnswer, type ModelCore } from '../model-core/model-core.ts';
import { makeError, type ErrorBody } from '../openai/wire-types.ts';
import { findInputBreach } from './check-input.ts';
import { makeEmbeddings } from './embeddings.ts';
import { makeFault } from './faults.ts';
import { findModelComplaint, isThinking } from './model-rules.ts';
import { parseBody, type Refused } from './parse-body.ts';
import { estimateInputTokens, listItems, readAsked } from './read-request.ts';
import { embeddingRequest, responseRequest, type ResponseRequest } from './request-schema.ts';
import { createSeal, type Seal } from '../model-core/seal.ts';
import { createResponseWriter } from './write-stream.ts';

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const MAX_ISSUED = 10_000;

interface ServerState {
  readonly core: ModelCore;
  readonly apiKey: string;
  readonly seal: Seal;
  readonly reasoningOf: Map<string, string>;
}

/** Makes a server of the Responses API, with embeddings and models; the caller listens. */
export function createResponsesServer(options: { apiKey: string; isLogging: boolean }): Server {
  const { apiKey, isLogging } = options;
  const core = createModelCore({ isLogging });
  const state: ServerState = { core, apiKey, seal: createSeal(), reasoningOf: new Map() };
  const server = createServer((req, res) => {
    if (core.control(req, res)) return;
    void route(state, req, res).catch(() => res.destroy());
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

async function route(state: ServerState, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = req.url?.split('?')[0] ?? '';
  const place = `${req.method ?? ''} ${path}`;
  if (refuseKey(state, req, res)) return;
  switch (place) {
    case 'POST /v1/responses':
      return respond(state, req, res);
    case 'POST /v1/embeddings':
      return embed(state, req, res);
    case 'GET /v1/models':
      sendJson(res, 200, { object: 'list', data: behaviours.map(makeModel) });
      return;
    default:
      state.core.log.addViolation({ path, detail: place });
      sendJson(res, 404, makeError(`Invalid URL (${place})`));
  }
}

const makeModel = (id: string) => ({
  id,
  object: 'model',
  created: 1_700_000_000,
  owned_by: 'local',
});

/** Answers 401 as the API does; false when the key is right. */
function refuseKey({ apiKey }: ServerState, req: IncomingMessage, res: ServerResponse): boolean {
  const header = req.headers.authorization ?? '';
  if (header === `Bearer ${apiKey}`) return false;
  const shown = `${header.replace(/^Bearer /, '').slice(0, 4)}****`;
  const message = `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`;
  req.resume();
  sendJson(res, 401, makeError(message, { code: 'invalid_api_key' }));
  return true;
}

async function respond(state: ServerState, req: IncomingMessage, res: ServerResponse) {
  const body = await readBody(req, MAX_BODY_BYTES);
  const parsed = parseBody(body.toString('utf8'), responseRequest);
  const refused = parsed.isOk ? findBreach(state, parsed.value) : parsed;
  if (refused) {
    // What a model does not take is learned by asking; everything else no client should send.
    if (!refused.isModelRule) state.core.log.addViolation({ path: req.url ?? '', ...refused });
    sendJson(res, refused.status, refused.body);
    return;
  }
  if (parsed.isOk) await answer(state, parsed.value, req, res);
}

function findBreach(state: ServerState, request: ResponseRequest): Refused | undefined {
  const complaint = findModelComplaint(request);
  if (complaint) {
    const { message, param, code } = complaint;
    const body = makeError(message, { param, code });
    return { isOk: false, isModelRule: true, status: 400, body, detail: message };
  }
  const breach = findInputBreach(listItems(request), state);
  if (!breach) return undefined;
  const { status, message, code } = breach;
  const body: ErrorBody = makeError(message, { param: 'input', code });
  // Whether a thought was sealed here shows only when it is opened.
  const isModelRule = code === 'invalid_encrypted_content';
  return { isOk: false, isModelRule, status, body, detail: message };
}

function answer(
  state: ServerState,
  request: ResponseRequest,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { core, seal, reasoningOf } = state;
  const asked = readAsked(request);
  const makeWriter = () =>
    createResponseWriter({
      model: request.model,
      inputTokens: estimateInputTokens(request),
      isThinking: isThinking(request),
      hasSummary: Boolean(request.reasoning?.summary),
      hasEncrypted: request.include?.includes('reasoning.encrypted_content') === true,
      makeId: (prefix) => core.makeId(prefix),
      seal: (id) => seal.close(id),
      issued: (call, reasoning) => {
        if (reasoningOf.size < MAX_ISSUED) reasoningOf.set(call, reasoning);
      },
    });
  const words = {
    makeWriter,
    makeFault: (fault: FaultName, model: string, seconds: number): FaultAnswer =>
      makeFault(fault, model, seconds),
  };
  return core.answer(asked, request, req, res, words);
}

async function embed({ core }: ServerState, req: IncomingMessage, res: ServerResponse) {
  const body = await readBody(req, MAX_BODY_BYTES);
  const parsed = parseBody(body.toString('utf8'), embeddingRequest);
  if (parsed.isOk) sendJson(res, 200, makeEmbeddings(parsed.value));
  else {
    core.log.addViolation({ path: req.url ?? '', ...parsed });
    sendJson(res, parsed.status, parsed.body);
  }
}
