import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiFailure } from './api-failure.ts';
import { checkToken, refuse } from './api-route.ts';
import type { ServerState } from './state/bot-state.ts';

/** Answers `/file/bot<token>/<file_path>`; false when the path is another one. */
export function routeFile(state: ServerState, req: IncomingMessage, res: ServerResponse): boolean {
  const found = /^\/file\/bot([^/]+)\/([^?]+)/.exec(req.url ?? '');
  if (found === null) return false;
  const [, token = '', path = ''] = found;
  const refusal = checkToken(state, decodeURIComponent(token));
  const stored = state.files.findByPath(decodeURIComponent(path));
  if (refusal !== undefined) refuse(req, res, refusal);
  else if (stored === undefined) refuse(req, res, new ApiFailure(404, 'Not Found'));
  else {
    res.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': stored.bytes.byteLength,
    });
    res.end(stored.bytes);
  }
  return true;
}
