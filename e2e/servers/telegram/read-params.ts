import type { IncomingMessage } from 'node:http';
import { readBody } from '../http-body.ts';
import { badRequest } from './api-failure.ts';
import type { UploadedFile } from './method-params.ts';

/** Parameters as they came: JSON values, texts, files. */
export type RawParams = Record<string, unknown>;

const MAX_BODY_BYTES = 60 * 1024 * 1024;

/**
 * Reads the parameters of a call from the query and from a JSON, urlencoded or multipart body, the
 * three the Bot API takes. Throws its 400 for a body that can't be read.
 */
export async function readParams(req: IncomingMessage): Promise<RawParams> {
  const query = new URL(req.url ?? '', 'http://localhost').searchParams;
  const body = await readBody(req, MAX_BODY_BYTES);
  const params: RawParams = Object.fromEntries(query);
  return body.length === 0 ? params : { ...params, ...(await parseBody(req, body)) };
}

async function parseBody(req: IncomingMessage, body: Buffer): Promise<RawParams> {
  const type = req.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return parseJson(body.toString('utf8'));
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  }
  if (type.startsWith('multipart/form-data')) return await parseMultipart(type, body);
  throw badRequest(`unsupported content type "${type}"`);
}

function parseJson(text: string): RawParams {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Falls through to the same refusal.
  }
  throw badRequest("can't parse JSON object");
}

async function parseMultipart(type: string, body: Buffer): Promise<RawParams> {
  const response = new Response(new Uint8Array(body), { headers: { 'content-type': type } });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its only clients are tests on this machine
  const form = await response.formData().catch(() => {
    throw badRequest("can't parse multipart body");
  });
  const params: RawParams = {};
  const files = new Map<string, UploadedFile>();
  for (const [name, value] of form) {
    if (typeof value === 'string') params[name] = value;
    else files.set(name, await readFile(value));
  }
  // A parameter names its file by attach://<part>; a file part may also be the parameter itself.
  for (const [name, value] of Object.entries(params)) {
    const part = typeof value === 'string' ? /^attach:\/\/(.+)$/.exec(value)?.[1] : undefined;
    if (part === undefined) continue;
    const file = files.get(part);
    if (file === undefined) throw badRequest(`there is no file in the request for ${name}`);
    params[name] = file;
    files.delete(part);
  }
  return { ...params, ...Object.fromEntries(files) };
}

async function readFile(file: File): Promise<UploadedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { fileName: file.name, mimeType: file.type || 'application/octet-stream', bytes };
}

/** The parameters for the record: of a file only its name and size. */
export function summariseParams(params: RawParams): RawParams {
  const entries = Object.entries(params).map(([name, value]) => [name, summarise(value)] as const);
  return Object.fromEntries(entries);
}

function summarise(value: unknown): unknown {
  const isFile = typeof value === 'object' && value !== null && 'bytes' in value;
  if (!isFile || !(value.bytes instanceof Uint8Array) || !('fileName' in value)) return value;
  return { fileName: value.fileName, sizeBytes: value.bytes.byteLength };
}
