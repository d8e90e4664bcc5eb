import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway-process.ts';
import { runCli } from '../support/run-cli.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const launcher = path.join(root, 'bin/openclaw.mjs');
const oldNode = findOldNode();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'openclaw-launcher-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A Node of the system that is not the packaged one; there need not be one. */
function findOldNode(): string | undefined {
  const places = ['/usr/bin/node', '/usr/local/bin/node'];
  return places.find((file) => {
    if (!existsSync(file)) return false;
    return execFileSync(file, ['--version'], { encoding: 'utf8' }).trim() !== process.version;
  });
}

describe('bin/openclaw.mjs', () => {
  it('runs under the packaged Node', async () => {
    const { out, code } = await runCli(['version'], {
      stateDir: folder,
      program: [process.execPath, launcher],
    });
    expect([code, out]).toEqual([0, expect.stringContaining(`Node ${process.version}`)]);
  });

  it('says in one line what to do when nothing is built', async () => {
    const copy = path.join(folder, 'unbuilt');
    await cp(path.join(root, 'bin'), path.join(copy, 'bin'), { recursive: true });
    const { err, code } = await runCli(['version'], {
      stateDir: folder,
      program: [process.execPath, path.join(copy, 'bin/openclaw.mjs')],
    });
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('npm ci && npm run build');
  });

  it('gives the exit code of the command', async () => {
    const program = [process.execPath, launcher];
    expect((await runCli(['stauts'], { stateDir: folder, program })).code).toBe(2);
  });

  it.runIf(oldNode)('goes on under the packaged Node when an older one starts it', async () => {
    const program = [oldNode ?? '', launcher];
    const { out } = await runCli(['version'], { stateDir: folder, program });
    expect(out).toContain(`Node ${process.version}`);
    expect((await runCli(['stauts'], { stateDir: folder, program })).code).toBe(2);
  });

  it.runIf(oldNode)(
    'hands SIGTERM on, and takes the gateway with it when it is killed',
    async () => {
      const stateDir = path.join(folder, 'state');
      for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
        const args = ['gateway', '--state-dir', stateDir, '--port', '0', '--json'];
        const child = spawn(oldNode ?? '', [launcher, ...args], {
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        await new Promise((resolve) => child.stdout.once('data', resolve));
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill(signal);
        await ended;
        // The kernel has freed the lock, or will in a moment: another gateway can start.
        const next = await startWhenFree(stateDir);
        await next.end();
      }
    },
  );
});

/** The child notices the death of the launcher by its broken pipe, an instant later. */
async function startWhenFree(stateDir: string): ReturnType<typeof startGateway> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await startGateway({ stateDir });
    } catch (error) {
      if (attempt === 20) throw error;
    }
  }
}
