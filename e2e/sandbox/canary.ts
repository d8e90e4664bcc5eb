import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** Things an attack must not get at, and the means to see that it did. */
export interface Canary {
  /** What attacks get as their input. */
  readonly input: { readonly canary: string; readonly port: number; readonly data: unknown };
  /** Stands in the file and in the environment of the tests. */
  readonly secret: string;
  /** Connections to the server. */
  readonly visits: () => number;
  close(): Promise<void>;
}

/** Puts a file and a server where attacks look for them. */
export async function setCanary(): Promise<Canary> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'openclaw-canary-'));
  const file = path.join(folder, 'canary.txt');
  const secret = 'a secret that stays where it is';
  await writeFile(file, secret);
  let visits = 0;
  const server = net.createServer((socket) => {
    visits += 1;
    socket.on('error', () => undefined).destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  return {
    input: { canary: file, port, data: { list: [1, { deep: true }] } },
    secret,
    visits: () => visits,
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
