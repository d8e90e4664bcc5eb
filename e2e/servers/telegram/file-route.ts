import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiFailure } from './api-failure.ts';
import { checkToken, fail, refuse } from './api-route.ts';
import { failBefore, respond, type Call } from './play-fault.ts';
import type { ServerState } from './state/bot-state.ts';

/**
 * Answers `/file/bot<token>/<file_path>`; false when the path is another one. In the log and for
 * faults such a download is a call of the method `file`.
 */
export function routeFile(state: ServerState, req: IncomingMessage, res: ServerResponse): boolean {
  const found = /^\/file\/bot([^/]+)\/([^?]+)/.exec(req.url ?? '');
  if (found === null) return false;
  const [, token = '', path = ''] = found;
  const refusal = checkToken(state, decodeURIComponent(token));
  if (refusal !== undefined) refuse(req, res, refusal);
  else void answer(state, decodeURIComponent(path), res);
  return true;
}

async function answer(state: ServerState, path: string, res: ServerResponse): Promise<void> {
  const method = 'file';
  const record = state.log.begin(method);
  record.params = { path };
  res.on('close', () => {
    if (record.endedAtMs === null) state.log.end(record, {});
  });
  const fault = state.faults.take(method, undefined);
  record.fault = fault?.kind ?? null;
  const call: Call = { state, method, chatId: undefined, record, res, fault };
  try {
    if (await failBefore(call)) return;
    const stored = state.files.findByPath(path);
    if (stored === undefined) throw new ApiFailure(404, 'Not Found');
    await respond(call, stored.bytes, 'application/octet-stream');
  } catch (error) {
    fail(call, error);
  }
}
