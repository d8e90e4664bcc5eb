import { fork, type ChildProcess } from 'node:child_process';
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Question, Reading } from './server-program.ts';

/**
 * Connects many full clients with device identity to the gateway's server in another process.
 * Usage: node bench/clients/clients.ts [count] [at once]
 */
const count = Number(process.argv[2] ?? 2_000);
const atOnce = Number(process.argv[3] ?? 200);

interface Device {
  readonly id: string;
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

function makeDevice(): Device {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    id: createHash('sha256').update(raw).digest('hex'),
    publicKey: raw.toString('base64url'),
    privateKey,
  };
}

const scopes = ['operator.read', 'operator.write', 'operator.admin'];

function connectFrame(device: Device, token: string, nonce: string, ts: number): string {
  const text = `v3|${device.id}|gateway-client|backend|operator|${scopes.join(',')}|${ts}|${token}|${nonce}|linux|`;
  return JSON.stringify({
    type: 'req',
    id: '1',
    method: 'connect',
    params: {
      minProtocol: 4,
      maxProtocol: 4,
      client: { id: 'gateway-client', version: 'bench', platform: 'linux', mode: 'backend' },
      role: 'operator',
      scopes,
      caps: [],
      auth: { token },
      device: {
        id: device.id,
        publicKey: device.publicKey,
        signature: sign(null, Buffer.from(text), device.privateKey).toString('base64url'),
        signedAt: ts,
        nonce,
      },
    },
  });
}

interface Frame {
  readonly type: string;
  readonly ok?: boolean;
  readonly error?: { message: string };
  readonly payload?: { nonce?: string; ts?: number };
}

function connect(port: number, token: string, device: Device): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', function read(data: Buffer) {
      const frame = JSON.parse(data.toString('utf8')) as Frame;
      const { nonce, ts } = frame.payload ?? {};
      if (frame.type === 'event' && nonce !== undefined && ts !== undefined) {
        socket.send(connectFrame(device, token, nonce, ts));
        return;
      }
      if (frame.type !== 'res') return;
      socket.off('message', read);
      if (frame.ok) resolve(socket);
      else reject(new Error(frame.error?.message));
    });
  });
}

function ask(server: ChildProcess, question: Question): Promise<Reading> {
  const answer = once(server, 'message').then(([reading]) => reading as Reading);
  server.send(question);
  return answer;
}

async function measureRoundTrip(socket: WebSocket, times: number): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const startedAtMs = performance.now();
    const answered = once(socket, 'message');
    socket.send(`{"type":"req","id":"${i}","method":"sessions.list","params":{}}`);
    await answered;
    took.push(performance.now() - startedAtMs);
  }
  return took.sort((a, b) => a - b);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'openclaw-bench-'));
  const server = fork(join(import.meta.dirname, 'server-program.ts'), [folder], {
    execArgv: ['--expose-gc'],
  });
  const [{ port, token }] = (await once(server, 'message')) as [{ port: number; token: string }];
  const devices = Array.from({ length: count }, makeDevice);

  // One client first: what is built on first use is not the cost of a client.
  const first = await connect(port, token, makeDevice());
  await measureRoundTrip(first, 500);
  const before = await ask(server, 'memory');

  const startedAtMs = performance.now();
  const sockets: WebSocket[] = [];
  const queue = devices.values();
  const worker = async (): Promise<void> => {
    for (const device of queue) sockets.push(await connect(port, token, device));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - startedAtMs) / 1000;

  const after = await ask(server, 'memory');
  const roundTrips = await measureRoundTrip(first, 2_000);
  const broadcast = await ask(server, 'broadcast');
  const kb = (bytes: number): string => (bytes / 1024 / count).toFixed(1);
  console.log({
    clients: after.connections,
    seconds: seconds.toFixed(2),
    perSecond: Math.round(count / seconds),
    serverCpuMsPerClient: ((after.cpuMs - before.cpuMs) / count).toFixed(2),
    rssKbPerClient: kb(after.rssBytes - before.rssBytes),
    heapKbPerClient: kb(after.heapBytes - before.heapBytes),
    externalKbPerClient: kb(after.externalBytes - before.externalBytes),
    roundTripMsP50: roundTrips[Math.floor(roundTrips.length / 2)]?.toFixed(3),
    roundTripMsP99: roundTrips[Math.floor(roundTrips.length * 0.99)]?.toFixed(3),
    broadcastToAllMs: broadcast.tookMs.toFixed(1),
  });
  server.send('stop' satisfies Question);
  await once(server, 'exit');
  for (const socket of sockets) socket.terminate();
  first.terminate();
  await rm(folder, { recursive: true });
}

await main();
