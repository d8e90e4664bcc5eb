import { createServer, type Server } from 'node:http';
import { sendJson } from '../http-body.ts';
import { routeApi } from './api-route.ts';
import { createTelegramControlRoute } from './control-routes.ts';
import { routeFile } from './file-route.ts';
import type { BotOptions } from './state/bot-profile.ts';
import { createServerState } from './state/bot-state.ts';

/** Makes a server of the Telegram Bot API for one bot; the caller listens. */
export function createTelegramServer(options: BotOptions): Server {
  const state = createServerState(options);
  const control = createTelegramControlRoute(state);
  const server = createServer((req, res) => {
    if (control(req, res) || routeApi(state, req, res) || routeFile(state, req, res)) return;
    req.resume();
    sendJson(res, 404, { ok: false, error_code: 404, description: 'Not Found' });
  });
  server.keepAliveTimeout = 60_000;
  // Long polls and hanging calls last longer than a request usually may.
  server.requestTimeout = 0;
  return server;
}
