import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { startServerProcess, type ServerHandle } from '../../e2e/servers/server-process.ts';
import type { Bench } from '../lib/row.ts';

/** The bare parts in a process of their own. */
export interface Floor extends ServerHandle {
  readonly url: string;
}

/** Starts the floor program on a directory of its own. */
export async function startFloor(bench: Bench): Promise<Floor> {
  const folder = await bench.makeDir('floor');
  const handle = await startServerProcess({
    program: fileURLToPath(new URL('program.ts', import.meta.url)),
    args: [folder, bench.model.baseUrl, bench.model.apiKey],
  });
  return { ...handle, url: `ws://127.0.0.1:${handle.port}` };
}

/** A connection to the floor that echoes. */
export interface FloorClient {
  /** `turn` makes it commit and ask the model before it answers. */
  send(text: string): Promise<void>;
  close(): void;
}

/** Connects; answers come in order, since one is asked at a time. */
export function connectFloor(url: string): Promise<FloorClient> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  let answer = (): void => undefined;
  socket.on('message', () => answer());
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () =>
      resolve({
        send: (text) =>
          new Promise((done) => {
            answer = done;
            socket.send(text);
          }),
        close: () => socket.close(),
      }),
    );
  });
}
