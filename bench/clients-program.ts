// Connects many clients and keeps them. Arguments: URL, token (none: plain sockets), how many.
// Tells the parent when all are connected, and ends when the parent lets go.
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import WebSocket from 'ws';
import { connectParams } from '../e2e/crash/wire-client.ts';

const [, , url = '', token = '', countText = '0'] = process.argv;
const count = Number(countText);
const atOnce = 100;

interface Device {
  readonly id: string;
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

function makeDevice(): Device {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const id = createHash('sha256').update(raw).digest('hex');
  return { id, publicKey: raw.toString('base64url'), privateKey };
}

/** The first request, signed as the protocol says. */
function signedConnect(device: Device, nonce: string, signedAt: number): string {
  const params = connectParams(token);
  const { id, mode, platform } = params.client;
  const scopes = (params.scopes ?? []).join(',');
  const fields = [
    'v3',
    device.id,
    id,
    mode,
    params.role,
    scopes,
    signedAt,
    token,
    nonce,
    platform,
    '',
  ];
  const signature = sign(null, Buffer.from(fields.join('|')), device.privateKey).toString(
    'base64url',
  );
  const { id: deviceId, publicKey } = device;
  const signed = { ...params, device: { id: deviceId, publicKey, signature, signedAt, nonce } };
  return JSON.stringify({ type: 'req', id: '1', method: 'connect', params: signed });
}

interface Frame {
  readonly type: string;
  readonly ok?: boolean;
  readonly error?: unknown;
  readonly payload?: { readonly nonce: string; readonly ts: number };
}

function connect(device: Device | undefined): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
    if (device === undefined) {
      socket.once('open', () => resolve(socket));
      return;
    }
    socket.on('message', (data) => {
      const frame = JSON.parse((data as Buffer).toString('utf8')) as Frame;
      if (frame.type === 'event' && frame.payload && 'nonce' in frame.payload)
        socket.send(signedConnect(device, frame.payload.nonce, frame.payload.ts));
      if (frame.type !== 'res') return;
      if (frame.ok === true) resolve(socket);
      else reject(new Error(JSON.stringify(frame.error)));
    });
  });
}

// Keys are made before the clock starts: that is the clients' work, not the gateway's.
const devices = Array.from({ length: count }, () => (token === '' ? undefined : makeDevice()));
const sockets: WebSocket[] = [];
let next = 0;
const startedAt = performance.now();
const lanes = Array.from({ length: atOnce }, async () => {
  while (next < count) sockets.push(await connect(devices[next++]));
});
await Promise.all(lanes);
process.send?.({ milliseconds: performance.now() - startedAt });
process.on('disconnect', () => process.exit(0));
