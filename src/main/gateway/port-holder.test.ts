import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { describePortHolder, listeningInodes } from './port-holder.ts';

it('reads the inode of the listening socket of a port', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:4965 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1',
    '   1: 0100007F:4965 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 4712 1',
    '   2: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1',
  ].join('\n');
  expect(listeningInodes(table, 0x4965)).toEqual(['4711']);
  expect(listeningInodes(table, 1)).toEqual([]);
  expect(listeningInodes('', 1)).toEqual([]);
});

it.skipIf(process.platform !== 'linux')('names the process that holds a port', async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  expect(await describePortHolder('127.0.0.1', port)).toContain(`(process ${process.pid})`);
  server.close();
});
