import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { openGatewayLink } from './gateway-link.ts';

const hello = {
  type: 'hello-ok',
  protocol: 4,
  server: { version: '1', connId: 'c', bootId: 'b' },
  features: { methods: [], events: [] },
  snapshot: {
    presence: [],
    health: { ok: true, ts: 1 },
    stateVersion: { presence: 0, health: 0 },
    uptimeMs: 1,
    appliedConfigHash: null,
    sessionDefaults: {
      defaultAgentId: 'main',
      mainKey: 'main',
      mainSessionKey: 'agent:main:main',
      scope: 'per-sender',
    },
  },
  auth: { role: 'operator', scopes: [] },
  policy: {
    maxPayload: 1,
    maxBufferedBytes: 1,
    tickIntervalMs: 1,
    attachments: { maxBytes: 1, maxImageBytes: 1 },
  },
};
const challenge = { nonce: 'n', ts: 1, capabilities: [] };

type Request = { id: string; method: string; params: { auth?: { token?: string } } };
type Answer = (request: Request, socket: WebSocket) => void;

const servers: WebSocketServer[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A gateway that lets "right" in and answers everything else as the test says. */
async function serve(answer: Answer): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  servers.push(server);
  server.on('connection', (socket) => {
    socket.send(JSON.stringify({ type: 'event', event: 'connect.challenge', payload: challenge }));
    socket.on('message', (data: Buffer) => {
      const request = JSON.parse(data.toString()) as Request;
      if (request.method !== 'connect') answer(request, socket);
      else if (request.params.auth?.token === 'right') reply(socket, request.id, hello);
      else refuse(socket, request.id);
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function reply(socket: WebSocket, id: string, payload: unknown): void {
  socket.send(JSON.stringify({ type: 'res', id, ok: true, payload }));
}

function refuse(socket: WebSocket, id: string): void {
  const details = { code: 'AUTH_TOKEN_MISMATCH', hint: 'Read it again.' };
  const error = { code: 'INVALID_REQUEST', message: 'Wrong token.', details };
  socket.send(JSON.stringify({ type: 'res', id, ok: false, error }));
}

describe('openGatewayLink', () => {
  it('signs in, asks and hears events', async () => {
    const url = await serve((request, socket) => {
      socket.send(JSON.stringify({ type: 'event', event: 'tick', payload: { ts: 7 }, seq: 1 }));
      reply(socket, request.id, { models: [] });
    });
    const link = await openGatewayLink({ url, token: 'right', version: '1' });
    const ticks: number[] = [];
    link.on('tick', (tick) => ticks.push(tick.ts));
    expect(await link.request('models.list', {})).toEqual({ models: [] });
    expect(ticks).toEqual([7]);
    expect(link.hello.snapshot.sessionDefaults.mainSessionKey).toBe('agent:main:main');
    link.close();
  });

  it('hands on why the gateway refuses', async () => {
    const url = await serve(() => undefined);
    await expect(openGatewayLink({ url, token: 'wrong', version: '1' })).rejects.toMatchObject({
      code: 'AUTH_TOKEN_MISMATCH',
      message: 'Wrong token.',
      hint: 'Read it again.',
    });
  });

  it('says that nobody listens', async () => {
    await expect(
      openGatewayLink({ url: 'ws://127.0.0.1:1', token: 'right', version: '1' }),
    ).rejects.toMatchObject({ code: 'GATEWAY_UNREACHABLE' });
  });

  it('rejects what is open when the line breaks', async () => {
    const url = await serve((_, socket) => socket.terminate());
    const link = await openGatewayLink({ url, token: 'right', version: '1' });
    await expect(link.request('health', {})).rejects.toMatchObject({ code: 'GATEWAY_LINE_BROKEN' });
    await expect(link.broken).rejects.toMatchObject({ code: 'GATEWAY_LINE_BROKEN' });
  });

  it('does not take an answer of another form for the right one', async () => {
    const url = await serve((request, socket) => reply(socket, request.id, { surprise: true }));
    const link = await openGatewayLink({ url, token: 'right', version: '1' });
    await expect(link.request('health', {})).rejects.toMatchObject({
      code: 'GATEWAY_ANSWER_INVALID',
    });
    link.close();
  });
});
