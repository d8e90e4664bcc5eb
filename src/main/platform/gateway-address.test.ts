import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  readGatewayAddress,
  removeGatewayAddress,
  urlHost,
  writeGatewayAddress,
} from './gateway-address.ts';

const makeDir = (): string => mkdtempSync(join(tmpdir(), 'openclaw-address-'));

it('reads back what it wrote, until it is removed', async () => {
  const dir = makeDir();
  const address = { host: '127.0.0.1', port: 18_789, pid: 42 };
  await writeGatewayAddress(dir, address);
  expect(readGatewayAddress(dir)).toEqual(address);
  removeGatewayAddress(dir);
  expect(readGatewayAddress(dir)).toBeUndefined();
});

it.each(['', 'half {', '{"host":"","port":0,"pid":1}', '[]'])('takes %j for no note', (text) => {
  const dir = makeDir();
  writeFileSync(join(dir, 'gateway.json'), text);
  expect(readGatewayAddress(dir)).toBeUndefined();
});

it.each([
  ['127.0.0.1', '127.0.0.1'],
  ['0.0.0.0', '127.0.0.1'],
  ['::', '[::1]'],
  ['::1', '[::1]'],
])('writes the host %s as %s in a URL', (host, written) => {
  expect(urlHost(host)).toBe(written);
});
