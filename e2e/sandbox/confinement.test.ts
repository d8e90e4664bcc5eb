import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findHostCommand } from '../../src/main/sandbox/host-command.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What somebody would try who got out of the isolate and into the process. */
const probe = (port: number): string => `
  const tries = {
    'a file of the machine': () => require('fs').readFileSync('/etc/hostname', 'utf8'),
    'the folder of the program’s user': () => require('fs').readdirSync(require('os').homedir()),
    'the configuration of the project': () => require('fs').readFileSync(${JSON.stringify(path.join(root, 'README.md'))}),
    'a file of its own': () => require('fs').writeFileSync('x.txt', 'x'),
    'a process': () => { const { error, status } = require('child_process').spawnSync('true'); if (error || status !== 0) throw error ?? new Error(status); },
    'a worker': () => new (require('worker_threads').Worker)('', { eval: true }),
    'the network': () => new Promise((done, fail) => require('net').connect(${port}, '127.0.0.1', done).on('error', fail)),
    'a server': () => new Promise((done, fail) => process.on('uncaughtException', fail) && require('net').createServer().on('error', fail).listen(0, '127.0.0.1', done)),
    'a name of the network': () => require('dns').promises.lookup('localhost'),
    'the inspector': () => require('inspector').open(0),
    'the environment': () => { if (process.env.OPENCLAW_CANARY === undefined) throw new Error('empty'); },
  };
  (async () => {
    const got = [];
    for (const [name, attempt] of Object.entries(tries)) { try { await attempt(); got.push(name); } catch {} }
    console.log(JSON.stringify(got));
    process.exit();
  })();
`;

function runProbe(flags: readonly string[], env: Record<string, string>, port: number): string[] {
  const child = spawnSync(findHostCommand().execPath, [...flags, '-e', probe(port)], {
    env,
    cwd: '/tmp',
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as string[];
}

describe('the process of the sandbox, should somebody get into it,', () => {
  const server = net.createServer((socket) => socket.end());
  let port = 0;
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as net.AddressInfo).port;
  });
  afterAll(() => {
    server.close();
  });

  it('can do none of what makes a process dangerous', () => {
    const flags = findHostCommand().args.slice(0, -1);
    expect(runProbe(flags, {}, port)).toEqual([]);
  });

  it('could do all of it without its flags (else this would prove nothing)', () => {
    const got = runProbe([], { OPENCLAW_CANARY: 'x', HOME: '/' }, port);
    expect(got).toHaveLength(11);
  });

  it('may read what it is made of, and no more', () => {
    const readable = findHostCommand()
      .args.filter((flag) => flag.startsWith('--allow-fs-read='))
      .map((flag) => path.relative(root, flag.slice('--allow-fs-read='.length)));
    expect(readable).toEqual([
      'src',
      'node_modules/isolated-vm',
      'node_modules/node-gyp-build',
      'node_modules/zod',
      'package.json',
      path.relative(root, '/etc/alpine-release'),
    ]);
  });
});
