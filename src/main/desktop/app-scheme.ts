import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';

/** Where the interface of the desktop lives: a standard, secure origin that only this program has. */
export const appOrigin = 'app://openclaw';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** Nothing from elsewhere: the window talks to its gateway by messages, not by sockets. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // The editor places its lines by style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Must be called before Electron is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** Serves the built interface under `app://openclaw/`. */
export function serveAppScheme(session: Session, rendererDir: string): void {
  session.protocol.handle('app', (request) => answer(request, rendererDir));
}

async function answer(request: Request, rendererDir: string): Promise<Response> {
  const url = new URL(request.url);
  const file = fileOf(url, rendererDir);
  if (`${url.protocol}//${url.host}` !== appOrigin || file === undefined) return notFound();
  try {
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    const body = new Uint8Array(await readFile(file));
    return new Response(body, { headers: { ...headers, 'content-type': type } });
  } catch {
    return notFound();
  }
}

/**
 * The file behind a URL, or undefined for one outside of the folder. A path without an ending is a
 * page of the interface itself.
 */
export function fileOf(url: URL, rendererDir: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  if (/[\0\\]/.test(name)) return undefined;
  const file = path.join(rendererDir, path.extname(name) === '' ? 'index.html' : name);
  return file.startsWith(rendererDir + path.sep) ? file : undefined;
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers });
}
