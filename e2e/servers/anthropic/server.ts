import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { z } from 'zod';
import { readBody, sendJson } from '../http-body.ts';
import { createModelCore, type ModelCore } from '../model-core/model-core.ts';
import { createSeal, type Seal } from '../model-core/seal.ts';
import { findMessageBreach, findMissingThought } from './check-messages.ts';
import { makeErrorBody, makeFault } from './faults.ts';
import { findModelComplaint, readThinking } from './model-rules.ts';
import { makeModelList } from './models.ts';
import { estimateInputTokens, readAsked } from './read-request.ts';
import { messageRequest, type MessageRequest } from './request-schema.ts';
import { createMessageWriter } from './write-stream.ts';

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const MAX_ISSUED = 10_000;
const API_VERSION = '2026-10-21';

interface ServerState {
  readonly core: ModelCore;
  readonly apiKey: string;
  readonly seal: Seal;
  readonly thoughtful: Set<string>;
}

/** Makes a server of the Messages API; the caller listens. */
export function createMessagesServer(options: { apiKey: string; isLogging: boolean }): Server {
  const { apiKey, isLogging } = options;
  const core = createModelCore({ isLogging });
  const state: ServerState = { core, apiKey, seal: createSeal(), thoughtful: new Set() };
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
  if (refuseHeaders(state, req, res)) return;
  switch (place) {
    case 'POST /v1/messages':
      return respond(state, req, res);
    case 'GET /v1/models':
      sendJson(res, 200, makeModelList());
      return;
    default:
      state.core.log.addViolation({ path, detail: place });
      sendJson(res, 404, makeErrorBody('not_found_error', 'Not Found'));
  }
}

/** Answers 401 and 400 as the API does; false when key and version are right. */
function refuseHeaders(state: ServerState, req: IncomingMessage, res: ServerResponse): boolean {
  const { authorization = '', 'x-api-key': key, 'anthropic-version': version } = req.headers;
  const given = key ?? authorization.replace(/^Bearer /, '');
  if (given !== state.apiKey) {
    const message = given === '' ? 'x-api-key header is required' : 'invalid x-api-key';
    req.resume();
    sendJson(res, 401, makeErrorBody('authentication_error', message));
    return true;
  }
  if (version === API_VERSION) return false;
  const detail = `anthropic-version: "${String(version)}" is not a valid version`;
  state.core.log.addViolation({ path: req.url ?? '', detail });
  req.resume();
  sendJson(res, 400, makeErrorBody('invalid_request_error', detail));
  return true;
}

async function respond(state: ServerState, req: IncomingMessage, res: ServerResponse) {
  const parsed = parse((await readBody(req, MAX_BODY_BYTES)).toString('utf8'));
  const { request } = parsed;
  const complaint = request && (findModelComplaint(request) ?? findMissingThought(request, state));
  const breach = request ? findMessageBreach(request, state) : parsed.problem;
  if (complaint !== undefined || breach !== undefined || !request) {
    const detail = breach ?? complaint ?? '';
    // What a model does not take is learned by asking; everything else no client should send.
    if (breach !== undefined) state.core.log.addViolation({ path: req.url ?? '', detail });
    sendJson(res, 400, makeErrorBody('invalid_request_error', detail));
    return;
  }
  await answer(state, request, req, res);
}

type Parsed =
  | { readonly request: MessageRequest; readonly problem?: never }
  | { readonly request?: never; readonly problem: string };

/** Reads a body as strictly as the API does. */
function parse(text: string): Parsed {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { problem: 'The request body is not valid JSON' };
  }
  const parsed = messageRequest.safeParse(raw);
  return parsed.success ? { request: parsed.data } : { problem: describe(parsed.error.issues, '') };
}

/** The first issue, also inside the branch of a union that was meant. */
function describe(issues: readonly z.core.$ZodIssue[], base: string): string {
  const [issue] = issues;
  if (!issue) return 'Invalid request';
  const path = [base, ...issue.path.map(String)].filter((part) => part !== '').join('.');
  if (issue.code === 'unrecognized_keys') {
    return `${[path, issue.keys[0]].filter(Boolean).join('.')}: Extra inputs are not permitted`;
  }
  if (issue.code !== 'invalid_union') return `${path}: ${issue.message}`;
  const deepest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0];
  return deepest ? describe(deepest, path) : `${path}: ${issue.message}`;
}

const depth = (issues: readonly z.core.$ZodIssue[]): number => issues[0]?.path.length ?? 0;

function answer(
  { core, seal, thoughtful }: ServerState,
  request: MessageRequest,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { isThinking, isVisible } = readThinking(request);
  const makeWriter = () =>
    createMessageWriter({
      model: request.model,
      inputTokens: estimateInputTokens(request),
      isThinking,
      showsThinking: isVisible,
      makeId: (prefix) => core.makeId(prefix),
      seal: (text) => seal.close(text),
      issued: (id) => {
        if (thoughtful.size < MAX_ISSUED) thoughtful.add(id);
      },
    });
  return core.answer(readAsked(request), request, req, res, { makeFault, makeWriter });
}
