import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './harness.ts';
import {
  makeIdentity,
  startReferenceClient,
  type ReferenceClient,
  type TokenStore,
} from './reference-client.ts';

/** The client of npm, unmodified: what it needs is what other clients need. */
let gateway: TestGateway;
const clients: ReferenceClient[] = [];

beforeEach(async () => {
  gateway = await startGateway();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.stop()));
  await gateway.close();
});

function start(
  options: Parameters<typeof startReferenceClient>[0],
  tokens?: TokenStore,
): ReferenceClient {
  const client = startReferenceClient({ url: gateway.wsUrl, ...options }, tokens);
  clients.push(client);
  return client;
}

describe('the published client', () => {
  it('connects with the shared token, calls and hears', async () => {
    const { client, hello, nextEvent } = start({ token: gateway.credentials.token });
    expect((await hello).auth).toEqual({
      role: 'operator',
      scopes: ['operator.admin'],
    });
    await expect(client.request('sessions.list', {})).resolves.toEqual({ sessions: [], total: 0 });
    gateway.server.events.publish('channels.changed', { id: 'x', channel: null });
    const event = await nextEvent(({ event: name }) => name === 'channels.changed');
    expect(event).toMatchObject({ seq: 1, payload: { id: 'x', channel: null } });
  });

  it('reads our errors', async () => {
    const { client, hello } = start({
      token: gateway.credentials.token,
      scopes: ['operator.read'],
    });
    await hello;
    await expect(client.request('nothing.here')).rejects.toMatchObject({
      gatewayCode: 'INVALID_REQUEST',
      details: { code: 'METHOD_UNKNOWN' },
    });
    await expect(
      client.request('chat.send', { sessionKey: 'main', message: 'x', idempotencyKey: 'k' }),
    ).rejects.toMatchObject({
      gatewayCode: 'FORBIDDEN',
      details: { missingScope: 'operator.write', requiredScopes: ['operator.write'] },
    });
  });

  it('stops with the reason when the token is wrong', async () => {
    const { paused } = start({ token: 'this-is-not-the-token' });
    await expect(paused).resolves.toMatchObject({ code: 1008, detailCode: 'AUTH_TOKEN_MISMATCH' });
  });

  it('stops with the reason when it has no token', async () => {
    const { paused } = start({});
    await expect(paused).resolves.toMatchObject({ detailCode: 'AUTH_TOKEN_MISSING' });
  });

  it('stops when it speaks another protocol', async () => {
    const { paused } = start({ token: gateway.credentials.token, minProtocol: 5, maxProtocol: 6 });
    await expect(paused).resolves.toMatchObject({ detailCode: 'PROTOCOL_MISMATCH' });
  });

  it('is given a device token that is then enough', async () => {
    const identity = makeIdentity();
    const tokens: TokenStore = new Map();
    const scopes = ['operator.read', 'operator.write'];
    const first = start(
      { token: gateway.credentials.token, deviceIdentity: identity, scopes },
      tokens,
    );
    const { auth } = await first.hello;
    expect(auth.deviceToken).toMatch(/^[\w-]{43}$/);
    expect(auth.issuedAtMs).toBeGreaterThan(0);
    await first.stop();

    const second = start({ deviceIdentity: identity }, tokens);
    expect((await second.hello).auth).toEqual(auth);
    expect(gateway.devices.size).toBe(1);
  });

  it('forgets a device token the gateway no longer knows', async () => {
    const identity = makeIdentity();
    const tokens: TokenStore = new Map();
    const first = start({ token: gateway.credentials.token, deviceIdentity: identity }, tokens);
    await first.hello;
    await first.stop();
    gateway.devices.clear();
    const second = start({ deviceIdentity: identity }, tokens);
    await expect(second.paused).resolves.toMatchObject({
      detailCode: 'AUTH_DEVICE_TOKEN_MISMATCH',
    });
    expect(tokens.size).toBe(0);
  });

  it('falls back to its device token by itself when the shared one was renewed', async () => {
    const identity = makeIdentity();
    const tokens: TokenStore = new Map();
    const first = start({ token: gateway.credentials.token, deviceIdentity: identity }, tokens);
    await first.hello;
    await first.stop();
    const second = start({ token: 'the-token-of-yesterday', deviceIdentity: identity }, tokens);
    expect((await second.hello).auth.deviceToken).toBe([...tokens.values()][0]?.token);
  });

  it('does not get more by its device token than was approved', async () => {
    const identity = makeIdentity();
    const tokens: TokenStore = new Map();
    const scopes = ['operator.read'];
    const first = start(
      { token: gateway.credentials.token, deviceIdentity: identity, scopes },
      tokens,
    );
    await first.hello;
    await first.stop();
    const second = start({ deviceIdentity: identity, scopes: ['operator.admin'] }, tokens);
    await expect(second.paused).resolves.toMatchObject({ detailCode: 'AUTH_SCOPE_MISMATCH' });
  });

  it('connects as a node and is announced as one', async () => {
    const nodes: string[] = [];
    gateway.server.onNode((node) => nodes.push(node.role));
    const { client, hello } = start({
      token: gateway.credentials.token,
      role: 'node',
      mode: 'node',
      clientName: 'node-host',
      scopes: [],
    });
    expect((await hello).auth).toEqual({ role: 'node', scopes: ['node'] });
    expect(nodes).toEqual(['node']);
    await expect(client.request('node.recovered', { runId: 'r' })).resolves.toEqual({ ok: true });
    await expect(client.request('sessions.list')).rejects.toMatchObject({
      gatewayCode: 'FORBIDDEN',
    });
  });

  it('waits while the gateway starts, and gets in', async () => {
    let isReady = false;
    await gateway.close();
    gateway = await startGateway({ isReady: () => isReady });
    const { hello, client } = start({
      token: gateway.credentials.token,
      notifyOnStartupRetry: true,
      onClose: () => (isReady = true),
    });
    await hello;
    expect(isReady).toBe(true);
    await client.request('sessions.list');
  });
});
