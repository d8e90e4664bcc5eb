import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { EmbedResponse } from 'ollama/browser';
import type { z } from 'zod';
import { readBody, sendJson } from '../http-body.ts';
import { createModelCore, type ModelCore } from '../model-core/model-core.ts';
import type { AskedModel } from '../model-core/plan-answer.ts';
import { makeError, makeOllamaFault, makeTooLong } from './faults.ts';
import { findModel, listTags, showModel, type PulledModel } from './models.ts';
import { chatRequest, embedRequest, showRequest, type ChatBody } from './request-schema.ts';
import { createOllamaWriter } from './stream-writer.ts';

const maxBodyBytes = 32 * 1024 * 1024;
/** Ollama's window where nobody asks for another. */
const defaultContextTokens = 4_096;

/** Makes a server of Ollama's API; the caller listens. */
export function createOllamaServer(options: { isLogging: boolean }): Server {
  const core = createModelCore(options);
  const server = createServer((req, res) => route(core, req, res));
  server.keepAliveTimeout = 60_000;
  return server;
}

const posts: Readonly<
  Record<
    string,
    (
      core: ModelCore,
      text: string,
      req: IncomingMessage,
      res: ServerResponse,
    ) => Promise<void> | void
  >
> = {
  '/api/chat': chat,
  '/api/show': show,
  '/api/embed': embed,
};

function route(core: ModelCore, req: IncomingMessage, res: ServerResponse): void {
  if (core.control(req, res)) return;
  const path = req.url ?? '';
  const post = req.method === 'POST' ? posts[path] : undefined;
  if (post) {
    void readBody(req, maxBodyBytes)
      .then((body) => post(core, body.toString('utf8'), req, res))
      .catch(() => res.destroy());
  } else if (req.method === 'GET' && path === '/api/tags') sendJson(res, 200, listTags());
  else if (req.method === 'GET' && path === '/api/version')
    sendJson(res, 200, { version: '0.13.0' });
  else {
    core.log.addViolation({ path, detail: req.method ?? '' });
    res.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
  }
}

async function chat(
  core: ModelCore,
  text: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const body = check(core, chatRequest, text, req, res);
  if (!body) return;
  const model = findModel(body.model);
  if (!model) {
    const { status, body: words } = makeOllamaFault('unknown-model', body.model, 0);
    sendJson(res, status, words);
    return;
  }
  const promptTokens = Math.ceil(JSON.stringify([body.messages, body.tools ?? []]).length / 4);
  const contextTokens = Math.min(
    body.options?.num_ctx ?? defaultContextTokens,
    model.contextLength,
  );
  const breach = findBreach(body, model) ?? findOverflow(body, promptTokens, contextTokens);
  if (breach !== undefined) {
    sendJson(res, 400, makeError(breach));
    return;
  }
  await core.answer(readAsked(body), body, req, res, {
    makeFault: makeOllamaFault,
    makeWriter: () =>
      createOllamaWriter({
        model: body.model,
        promptTokens: Math.min(promptTokens, contextTokens),
        hidesThoughts: body.think === false,
      }),
  });
}

/** What the model cannot do. */
function findBreach(body: ChatBody, model: PulledModel): string | undefined {
  const can = (what: string): boolean => model.capabilities.includes(what);
  if (!can('completion')) return `"${model.name}" does not support chat`;
  if ((body.tools?.length ?? 0) > 0 && !can('tools')) {
    return `registry.ollama.ai/library/${model.name} does not support tools`;
  }
  const isThinking = body.think !== undefined && body.think !== false;
  if (isThinking && !can('thinking')) return `"${model.name}" does not support thinking`;
  return undefined;
}

/** Without `truncate: false` the prompt is cut and nobody told, as Ollama does it. */
function findOverflow(body: ChatBody, tokens: number, contextTokens: number): string | undefined {
  const isTooLong = tokens > contextTokens && body.truncate === false;
  return isTooLong ? makeTooLong(tokens, contextTokens) : undefined;
}

function readAsked(body: ChatBody): AskedModel {
  const { messages, tools = [] } = body;
  const start = messages.findLastIndex((message) => message.role !== 'tool') + 1;
  const images = messages.flatMap((message) => message.images ?? []);
  const limit = body.options?.num_predict;
  return {
    model: body.model,
    lastUserText: messages.findLast((message) => message.role === 'user')?.content ?? '',
    results: messages.slice(start).map((message) => message.content),
    tools: tools.map((tool) => tool.function),
    maxTokens: limit === undefined || limit < 0 ? undefined : limit,
    otherwise: 'echo',
    images: images.map(() => 'image/png'),
  };
}

function show(core: ModelCore, text: string, req: IncomingMessage, res: ServerResponse): void {
  const body = check(core, showRequest, text, req, res);
  if (!body) return;
  const model = findModel(body.model);
  if (model) sendJson(res, 200, showModel(model));
  else sendJson(res, 404, makeError(`model '${body.model}' not found`));
}

function embed(core: ModelCore, text: string, req: IncomingMessage, res: ServerResponse): void {
  const body = check(core, embedRequest, text, req, res);
  if (!body) return;
  if (!findModel(body.model)) {
    sendJson(res, 404, makeError(`model "${body.model}" not found, try pulling it first`));
    return;
  }
  const input = typeof body.input === 'string' ? [body.input] : body.input;
  const answer: EmbedResponse = {
    model: body.model,
    embeddings: input.map((one) => [one.length, one.codePointAt(0) ?? 0, 0.5]),
    total_duration: 1_000_000,
    load_duration: 1_000,
    prompt_eval_count: input.reduce((sum, one) => sum + Math.ceil(one.length / 4), 0),
  };
  sendJson(res, 200, answer);
}

/** Checks a body; refuses it in the words of Go's JSON reader and answers undefined. */
function check<T>(
  core: ModelCore,
  schema: z.ZodType<T>,
  text: string,
  req: IncomingMessage,
  res: ServerResponse,
): T | undefined {
  const parsed = schema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  const words =
    issue?.code === 'unrecognized_keys'
      ? `json: unknown field "${[...issue.path, issue.keys[0] ?? ''].join('.')}"`
      : `json: cannot unmarshal ${place}: ${issue?.message ?? ''}`;
  core.log.addViolation({ path: req.url ?? '', detail: words });
  sendJson(res, 400, makeError(words));
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
