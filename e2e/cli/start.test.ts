import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
let stateDir: string;
beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'openclaw-start-'));
});
afterAll(() => rm(stateDir, { recursive: true, force: true }));

it('npm start without a display says so, and prints the one link that opens the page', async () => {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const args = ['scripts/start.ts', '--port', '0', '--state-dir', stateDir];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  const link = await new Promise<URL>((resolve, reject) => {
    void ended.then(() => reject(new Error(`it ended:\n${said}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [url] = /http:\S+#code=\S+/.exec(said) ?? [];
      if (url !== undefined) resolve(new URL(url));
    });
  });
  expect(said).toContain('There is no display here: the gateway runs without a window.\n');
  expect(said.match(/http:/g)).toHaveLength(1);

  const signIn = (): Promise<Response> =>
    fetch(new URL('/auth/session', link), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: link.origin },
      body: JSON.stringify({ code: link.hash.replace('#code=', '') }),
    });
  const first = await signIn();
  expect([first.status < 300, first.headers.get('set-cookie')]).toEqual([
    true,
    expect.stringMatching(/HttpOnly.*SameSite=|SameSite=.*HttpOnly/i),
  ]);
  expect((await signIn()).status).toBeGreaterThanOrEqual(400);

  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});
