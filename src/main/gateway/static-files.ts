import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { securityHeaders } from './http-answer.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};

/** Precompressed neighbours of a file, the better one first. */
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/** Names the build gives to files whose content never changes. */
const hashedName = /^\/assets\/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

interface Found {
  readonly file: string;
  readonly type: string;
  readonly sizeBytes: number;
  readonly modifiedAt: number;
  readonly encoding: string | undefined;
}

/**
 * Serves the built interface. A path without ending that is no file is a page of the interface
 * itself, so it gets `index.html`. Resolves to false when there is nothing to serve.
 *
 * @param path The path of the URL, still percent-encoded, without its query.
 */
export async function serveStatic(
  root: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const name = safeName(path);
  if (name === undefined) return false;
  const accepted = acceptedEncodings(request);
  const isPage = extname(name) === '';
  const found =
    (isPage ? undefined : await find(root, name, accepted)) ??
    (isPage ? await find(root, '/index.html', accepted) : undefined);
  if (!found) return false;
  await send(found, hashedName.test(name), request, response);
  return true;
}

/** The path as a name below the root, or undefined for one that tries to leave it. */
function safeName(path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (!decoded.startsWith('/') || decoded.includes('\0') || decoded.includes('\\'))
    return undefined;
  // A dot at the start would be a way up, or a file that is nobody's business.
  return decoded.split('/').some((part) => part.startsWith('.')) ? undefined : decoded;
}

async function find(
  root: string,
  name: string,
  accepted: ReadonlySet<string>,
): Promise<Found | undefined> {
  const file = normalize(join(root, name));
  const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
  for (const { name: encoding, ending } of encodings) {
    if (!accepted.has(encoding)) continue;
    const found = await look(root, file + ending);
    if (found) return { ...found, type, encoding };
  }
  const found = await look(root, file);
  return found && { ...found, type, encoding: undefined };
}

async function look(
  root: string,
  file: string,
): Promise<Pick<Found, 'file' | 'sizeBytes' | 'modifiedAt'> | undefined> {
  try {
    const [realRoot, real] = await Promise.all([realpath(root), realpath(file)]);
    if (!real.startsWith(realRoot + sep)) return undefined;
    const info = await stat(real);
    if (!info.isFile()) return undefined;
    return { file: real, sizeBytes: info.size, modifiedAt: Math.trunc(info.mtimeMs) };
  } catch {
    return undefined;
  }
}

function acceptedEncodings(request: IncomingMessage): ReadonlySet<string> {
  const header = request.headers['accept-encoding'] ?? '';
  const names = header
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]?.trim() ?? '');
  return new Set(names);
}

async function send(
  found: Found,
  isHashed: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const etag = `"${found.sizeBytes.toString(36)}-${found.modifiedAt.toString(36)}-${found.encoding ?? 'id'}"`;
  const headers = {
    ...securityHeaders,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-type': found.type,
    vary: 'Accept-Encoding',
    etag,
    ...(found.encoding === undefined ? {} : { 'content-encoding': found.encoding }),
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-length': found.sizeBytes });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await pipeline(createReadStream(found.file), response);
}
