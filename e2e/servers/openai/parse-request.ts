import { z } from 'zod';
import type { Violation } from './control-contract.ts';
import { findConversationError } from './check-conversation.ts';
import { completionRequest, type CompletionRequest } from './request-schema.ts';
import { makeError, type ErrorBody } from './wire-types.ts';

/** A request, or what the API answers to a bad one. */
export type ParsedRequest =
  | { isOk: true; request: CompletionRequest }
  | { isOk: false; body: ErrorBody; violation: Omit<Violation, 'atMs' | 'path'> };

/** Reads a request body as strictly as the published API does, and a little more. */
export function parseRequest(text: string): ParsedRequest {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return refuse('bad-body', String(error), 'We could not parse the JSON body of your request.');
  }
  const parsed = completionRequest.safeParse(raw);
  if (!parsed.success) return refuseIssue(parsed.error);
  const request = parsed.data;
  if (request.stream_options && request.stream !== true) {
    const text = "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
    return refuse('bad-parameter', text, text, 'stream_options');
  }
  if (request.tool_choice !== undefined && request.tools === undefined) {
    const text =
      "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.";
    return refuse('bad-parameter', text, text, 'tool_choice');
  }
  const unplayed = findUnplayed(request);
  if (unplayed !== undefined) {
    const text = `'${unplayed}' is not played by this server.`;
    return refuse('bad-parameter', text, text, unplayed);
  }
  const breach = findConversationError(request.messages);
  if (breach !== undefined) return refuse('bad-parameter', breach, breach, 'messages');
  return { isOk: true, request };
}

/** A parameter the API has, but whose effect this server can't show. */
function findUnplayed(request: CompletionRequest): string | undefined {
  if ((request.n ?? 1) > 1) return 'n';
  if (request.logprobs === true) return 'logprobs';
  if (request.functions !== undefined) return 'functions';
  if (request.web_search_options !== undefined) return 'web_search_options';
  return request.modalities?.includes('audio') === true ? 'modalities' : undefined;
}

function refuseIssue(error: z.ZodError): ParsedRequest {
  const detail = z.prettifyError(error);
  const unknownKey = findUnknownKey(error.issues, []);
  if (unknownKey !== undefined) {
    const body = makeError(`Unknown parameter: '${unknownKey}'.`, {
      param: unknownKey,
      code: 'unknown_parameter',
    });
    return { isOk: false, body, violation: { kind: 'unknown-parameter', detail } };
  }
  const [issue] = error.issues;
  const param = formatPath(issue?.path ?? []);
  return refuse(
    'bad-parameter',
    detail,
    `Invalid value for '${param}': ${issue?.message ?? ''}`,
    param,
  );
}

/** The first key no schema knows, also inside the branches of a union. */
function findUnknownKey(
  issues: readonly z.core.$ZodIssue[],
  base: readonly PropertyKey[],
): string | undefined {
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') return formatPath([...path, issue.keys[0] ?? '']);
    if (issue.code !== 'invalid_union') continue;
    // Of a union, a branch that fails by nothing but unknown keys is the one that was meant.
    const meant = issue.errors.find((branch) =>
      branch.every((one) => one.code === 'unrecognized_keys'),
    );
    const found = meant && findUnknownKey(meant, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function refuse(
  kind: Violation['kind'],
  detail: string,
  message: string,
  param: string | null = null,
): ParsedRequest {
  const code = kind === 'bad-body' ? null : 'invalid_value';
  return { isOk: false, body: makeError(message, { param, code }), violation: { kind, detail } };
}
