import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getElectron } from './get-electron.ts';
import { inRoot } from './root.ts';

/** The package as it is before its first use, whatever this machine has downloaded already. */
function freshPackage(): string {
  const modules = path.join(mkdtempSync(path.join(tmpdir(), 'openclaw-electron-')), 'node_modules');
  const dir = path.join(modules, 'electron');
  mkdirSync(dir, { recursive: true });
  for (const file of ['package.json', 'install.js', 'checksums.json']) {
    cpSync(inRoot('node_modules/electron', file), path.join(dir, file));
  }
  for (const scope of ['@electron', '@electron-internal']) {
    symlinkSync(inRoot('node_modules', scope), path.join(modules, scope));
  }
  vi.stubEnv('electron_config_cache', path.join(modules, 'cache'));
  return dir;
}

let server: Server | undefined;
afterEach(() => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function mirror(listener: Parameters<typeof createServer>[1]): Promise<void> {
  const made = createServer(listener as never).listen(0, '127.0.0.1');
  server = made;
  await new Promise((resolve) => made.once('listening', resolve));
  const { port } = made.address() as AddressInfo;
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${port}/`);
}

describe('getting Electron', () => {
  it('says in one line that nobody answers', async () => {
    vi.stubEnv('ELECTRON_MIRROR', 'http://127.0.0.1:1/');
    const result = await getElectron({ dir: freshPackage() });
    expect(result).toEqual({ problem: expect.stringMatching(/^\S[^\n]+$/) as string });
  });

  it('says in one line that it is not there', async () => {
    await mirror((_request, response) => response.writeHead(404).end());
    const result = await getElectron({ dir: freshPackage() });
    expect(result).toEqual({ problem: expect.stringMatching(/404[^\n]*$/) as string });
  });

  it('gives up a download that stands still', async () => {
    await mirror((_request, response) => {
      response.writeHead(200, { 'content-length': '1000000' }).write('x'.repeat(1_000));
    });
    const result = await getElectron({ dir: freshPackage(), stallMs: 300 });
    expect(result).toEqual({ problem: 'nothing arrived for 0.3 s' });
  });

  it('does not take a file for Electron that is something else', async () => {
    await mirror((_request, response) => response.writeHead(200).end('not Electron'));
    const result = await getElectron({ dir: freshPackage() });
    expect(result).toEqual({ problem: expect.stringMatching(/checksum/i) as string });
  });
});
