import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, plainConnect } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await createScene({ config: { logging: { level: 'debug' } } });
});
afterAll(() => scene.dispose());

const page = {
  client: { id: 'webchat-ui', version: '1', platform: 'web', mode: 'webchat' },
} as const;

const signIn = (code: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${scene.gateway.httpUrl}/auth/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ code }),
  });

async function newCode(): Promise<string> {
  const client = await scene.connect();
  const { code } = await client.request('auth.code', {});
  await client.close();
  return code;
}

interface Refused {
  readonly shape: { readonly details: { readonly code: string; readonly hint: string } };
}

async function refusalOf(connecting: Promise<unknown>): Promise<string> {
  const thrown: unknown = await connecting.then(
    () => undefined,
    (error: unknown) => error,
  );
  return (thrown as Refused).shape.details.code;
}

describe('a one-time code', () => {
  it('signs in once, by a cookie that is then enough for the page and its socket', async () => {
    const code = await newCode();
    const answer = await signIn(code, { origin: scene.gateway.httpUrl });
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect((await signIn(code)).status).toBe(401);

    const headers = { cookie: cookie.split(';')[0] ?? '', origin: scene.gateway.httpUrl };
    const client = await connect(scene.gateway.url, plainConnect(undefined, page), headers);
    expect((await client.ask('signed in')).state).toBe('final');
    await client.close();

    await scene.end();
    await scene.start();
    const again = await connect(scene.gateway.url, plainConnect(undefined, page), headers);
    expect((await again.ask('still signed in')).state).toBe('final');
    await again.close();
  });

  it('is worth nothing for a page of another address, nor is its cookie', async () => {
    const evil = { origin: 'https://evil.example' };
    const code = await newCode();
    expect((await signIn(code, evil)).status).toBe(403);
    const answer = await signIn(code, { origin: scene.gateway.httpUrl });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const params = plainConnect(undefined, page);
    const code403 = await refusalOf(connect(scene.gateway.url, params, { cookie, ...evil }));
    expect(code403).toBe('CONTROL_UI_ORIGIN_NOT_ALLOWED');
    const withToken = plainConnect(scene.token, page);
    expect(await refusalOf(connect(scene.gateway.url, withToken, evil))).toBe(
      'CONTROL_UI_ORIGIN_NOT_ALLOWED',
    );
  });
});

describe('the token', () => {
  it('is refused when it is wrong or missing, with what to do', async () => {
    const { url } = scene.gateway;
    expect(await refusalOf(connect(url, plainConnect('wrong-wrong-wrong')))).toBe(
      'AUTH_TOKEN_MISMATCH',
    );
    expect(await refusalOf(connect(url, plainConnect(undefined)))).toBe('AUTH_TOKEN_MISSING');
  });

  it('in a URL is not taken', async () => {
    const answer = await fetch(`${scene.gateway.httpUrl}/?token=${scene.token}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain(scene.token);
    await expect(
      connect(`${scene.gateway.url}/?token=${scene.token}`, plainConnect(scene.token)),
    ).rejects.toThrow();
  });

  it('lies in a file that only its owner reads', async () => {
    const folder = path.join(scene.stateDir, 'credentials');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder))
      expect((await stat(path.join(folder, name))).mode & 0o777, name).toBe(0o600);
  });

  it('and every other secret stand nowhere else in what the program wrote or said', async () => {
    const code = await newCode();
    const client = await scene.connect();
    await client.ask('hello');
    const shown = await client.request('config.get', {});
    const tail = await client.request('logs.tail', { limit: 5_000 });
    await scene.end();
    const secrets = [scene.token, code, scene.model.apiKey];
    const said = [scene.gateway.output(), JSON.stringify(shown), JSON.stringify(tail)];
    for (const secret of secrets) expect(said.filter((text) => text.includes(secret))).toEqual([]);

    const places = await findInFiles(scene.stateDir, secrets);
    expect(places.toSorted()).toEqual(['credentials/gateway-token', 'openclaw.json']);
    await scene.start();
  });
});

/** The files, history of the config aside, in which one of the texts stands. */
async function findInFiles(dir: string, texts: readonly string[]): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const content = await readFile(file, 'latin1');
    if (texts.some((text) => content.includes(text))) found.push(path.relative(dir, file));
  }
  // Versions of the config hold what the config held.
  return found.filter((name) => !name.startsWith('history/'));
}
