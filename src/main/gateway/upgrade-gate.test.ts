import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { silentLog } from '../platform/log.ts';
import type { SocketServer } from './socket-server.ts';
import { createUpgradeGate } from './upgrade-gate.ts';

interface Attempt {
  readonly pending?: number;
  readonly pendingOfAddress?: number;
  readonly address?: string;
  readonly url?: string;
  readonly isClosing?: boolean;
}

/** What becomes of an upgrade: accepted, or the status it is refused with. */
function attempt(given: Attempt): string {
  const accepted: true[] = [];
  const sockets: Pick<SocketServer, 'accept' | 'pendingCount' | 'pendingCountOf'> = {
    accept: () => void accepted.push(true),
    pendingCount: given.pending ?? 0,
    pendingCountOf: () => given.pendingOfAddress ?? 0,
  };
  const gate = createUpgradeGate({
    log: silentLog,
    sockets: sockets as SocketServer,
    isClosing: () => given.isClosing === true,
    allowedOrigins: () => [],
  });
  const request = {
    url: given.url ?? '/',
    headers: { host: '127.0.0.1' },
    socket: { remoteAddress: given.address ?? '10.0.0.1' },
  };
  const socket = new PassThrough();
  gate(request as unknown as IncomingMessage, socket, Buffer.alloc(0));
  if (accepted.length > 0) return 'accepted';
  return String(socket.read()).slice(9, 12);
}

it('lets in while there is room', () => {
  expect(attempt({})).toBe('accepted');
  expect(attempt({ pending: limits.auth.pendingSockets })).toBe('503');
});

it('does not let one stranger take the room of all, while this machine may', () => {
  const pendingOfAddress = limits.auth.pendingPerAddress;
  expect(attempt({ pendingOfAddress })).toBe('503');
  expect(attempt({ pendingOfAddress: pendingOfAddress - 1 })).toBe('accepted');
  expect(attempt({ pendingOfAddress, address: '::1' })).toBe('accepted');
});

it('knows one path, and nobody once it closes', () => {
  expect(attempt({ url: '/other' })).toBe('404');
  expect(attempt({ url: '/?x=1' })).toBe('accepted');
  expect(attempt({ isClosing: true })).toBe('503');
});
