import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../../src/main/platform/driven-clock.ts';
import { limits } from '../../../src/shared/config/limits.ts';
import { createFakeCarrier } from './fake-carrier.ts';
import { connectRaw, loopback, openRaw, startGateway, type TestGateway } from './harness.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.close());

async function holdPort(): Promise<{ port: number; readonly free: () => void }> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { port, free: () => server.close() };
}

describe('a busy port', () => {
  it('is told with who holds it', async () => {
    const { port, free } = await holdPort();
    const failure = gateway.server.rebind({ host: '127.0.0.1', port });
    await expect(failure).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`) as string,
    });
    if (process.platform === 'linux')
      await expect(failure).rejects.toThrow(`process ${process.pid}`);
    free();
    expect((await connectRaw(gateway)).answer.ok).toBe(true);
  });

  it('is told to be held by another gateway', async () => {
    const other = await startGateway();
    const failure = gateway.server.rebind({ host: '127.0.0.1', port: other.port });
    await expect(failure).rejects.toThrow(/in use by another OpenClaw/);
    await other.close();
  });

  it('is told apart from an address the machine does not have', async () => {
    const failure = gateway.server.rebind({ host: '203.0.113.1', port: 0 });
    await expect(failure).rejects.toMatchObject({ code: 'HOST_NOT_AVAILABLE' });
    expect(gateway.server.address?.port).toBe(gateway.port);
  });
});

describe('moving to another port', () => {
  it('keeps the sockets that are there and takes new ones there', async () => {
    const { client } = await connectRaw(gateway);
    const moved = await gateway.server.rebind(loopback);
    expect(moved.port).not.toBe(gateway.port);
    expect(gateway.server.address).toEqual(moved);
    expect((await client.request('sessions.list')).ok).toBe(true);
    const there = await connectRaw({ ...gateway, wsUrl: `ws://127.0.0.1:${moved.port}` });
    expect(there.answer.ok).toBe(true);
    const old = openRaw(gateway.wsUrl);
    expect((await old.closed).code).toBe(1006);
  });

  it('does nothing when it is there already', async () => {
    const here = { host: '127.0.0.1', port: gateway.port };
    expect(await gateway.server.rebind(here)).toEqual(here);
  });

  it('lets nobody stay connected through an address that is given up', async () => {
    const { client } = await connectRaw(gateway);
    await gateway.server.rebind({ host: '127.0.0.2', port: gateway.port });
    expect((await client.closed).code).toBe(1012);
  });
});

describe('the end', () => {
  it('is announced, closes with 1012, and refuses what comes after', async () => {
    const { client } = await connectRaw(gateway);
    const closing = gateway.server.close('update');
    const shutdown = await client.next(({ event }) => event === 'shutdown');
    expect(shutdown.payload).toEqual({ reason: 'update' });
    expect((await client.closed).code).toBe(1012);
    await closing;
    expect(gateway.server.address).toBeUndefined();
    expect(gateway.server.connectionCount).toBe(0);
    await expect(fetch(gateway.httpUrl)).rejects.toThrow();
  });

  it('does not wait for a client that never answers', async () => {
    const { client } = await connectRaw(gateway);
    // Nothing is read any more, not even the close frame.
    client.socket.pause();
    await gateway.server.close();
    expect(gateway.server.connectionCount).toBe(0);
    client.socket.terminate();
  });

  it('happens once, however often it is asked for', async () => {
    await Promise.all([gateway.server.close(), gateway.server.close()]);
  });
});

describe('signs of life', () => {
  it('a tick reaches each peer in each round, and who answers no ping is cut', async () => {
    const clock = createDrivenClock();
    await gateway.close();
    gateway = await startGateway({ clock });
    const { client } = await connectRaw(gateway);
    const silent = (await connectRaw(gateway)).client;
    silent.socket.pause();
    const roundTrip = async (): Promise<void> => {
      await clock.advance(limits.frame.tickMs);
      await client.request('sessions.list');
    };
    await roundTrip();
    expect(client.received.filter(({ event }) => event === 'tick')).toHaveLength(1);
    for (let i = 0; i < 3; i += 1) await roundTrip();
    expect(client.received.filter(({ event }) => event === 'tick')).toHaveLength(4);
    await expect.poll(() => gateway.server.connectionCount).toBe(1);
    silent.socket.terminate();
  });
});

describe('a peer without socket', () => {
  it('speaks the same frames', async () => {
    const carrier = createFakeCarrier();
    const peer = gateway.server.attach(carrier, {
      role: 'operator',
      scopes: ['operator.read'],
      clientKey: 'desktop',
    });
    peer.receive('{"type":"req","id":"1","method":"sessions.list"}');
    expect(carrier.frames).toMatchObject([{ id: '1', ok: true }]);
    gateway.server.events.publish('people.changed', { reason: 'updated' });
    expect(carrier.frames.at(-1)).toMatchObject({ event: 'people.changed', seq: 1 });
    peer.closed();
    gateway.server.events.publish('people.changed', { reason: 'updated' });
    peer.receive('{"type":"req","id":"2","method":"sessions.list"}');
    expect(carrier.frames).toHaveLength(2);
    expect(gateway.server.connectionCount).toBe(0);
  });
});
