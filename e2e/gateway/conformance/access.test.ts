import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../../src/main/platform/driven-clock.ts';
import type { LogFields } from '../../../src/main/platform/log.ts';
import { silentLog } from '../../../src/main/platform/log.ts';
import { limits } from '../../../src/shared/config/limits.ts';
import {
  connectRaw,
  makeDevice,
  openRaw,
  connectParams,
  signChallenge,
  startGateway,
  type Frame,
  type TestGateway,
} from './harness.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startGateway({ allowedOrigins: () => ['https://claw.example'] });
});
afterEach(() => gateway.close());

const codeOf = (frame: Frame): unknown => (frame.ok ? 'ok' : frame.error?.details?.['code']);

async function upgradeStatus(url: string, headers: Record<string, string> = {}): Promise<number> {
  const { socket } = openRaw(url, headers);
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
  });
}

describe('pages', () => {
  it.each([
    ['no page at all', {}, 'ok'],
    ['an allowed page', { origin: 'https://claw.example' }, 'ok'],
    ['a page of a stranger', { origin: 'https://evil.example' }, 'CONTROL_UI_ORIGIN_NOT_ALLOWED'],
    [
      'another port of this machine',
      { origin: 'http://127.0.0.1:1' },
      'CONTROL_UI_ORIGIN_NOT_ALLOWED',
    ],
    ['a page without origin', { origin: 'null' }, 'CONTROL_UI_ORIGIN_NOT_ALLOWED'],
  ])('%s with the right token: %#', async (_name, headers, code) => {
    const { client, answer } = await connectRaw(gateway, {}, headers);
    expect(codeOf(answer)).toBe(code);
    if (!answer.ok) expect((await client.closed).code).toBe(1008);
  });

  it('of a rebound name get no socket and no page', async () => {
    const host = { host: 'evil.example' };
    expect(await upgradeStatus(gateway.wsUrl, host)).toBe(403);
    expect(await upgradeStatus(gateway.wsUrl)).toBe(101);
    expect(await upgradeStatus(gateway.wsUrl, { host: 'claw.example' })).toBe(101);
  });
});

describe('a secret in a URL', () => {
  it('is refused, not repeated and not logged', async () => {
    const lines: [string, LogFields | undefined][] = [];
    const keep = (event: string, fields?: LogFields): void => void lines.push([event, fields]);
    const log = { ...silentLog, info: keep, warn: keep, error: keep, debug: keep };
    await gateway.close();
    gateway = await startGateway({ log });
    const { token } = gateway.credentials;
    expect(await upgradeStatus(`${gateway.wsUrl}/?token=${token}`)).toBe(400);
    const answer = await fetch(`${gateway.httpUrl}/?Token=${token}`);
    const text = await answer.text();
    expect(answer.status).toBe(400);
    expect(text).toContain('not accepted in a URL');
    expect(text).not.toContain(token);
    expect(JSON.stringify(lines)).not.toContain(token);
    expect(JSON.stringify(lines)).toContain('AUTH_TOKEN_IN_URL');
  });
});

describe('guessing the token', () => {
  const guess = async (token: string): Promise<unknown> => {
    const { client, answer } = await connectRaw(gateway, { auth: { token } });
    client.socket.terminate();
    return codeOf(answer);
  };

  it('is stopped after ten attempts, for the right token too, and ends after a while', async () => {
    const clock = createDrivenClock();
    await gateway.close();
    gateway = await startGateway({ clock });
    for (let i = 0; i < limits.auth.failures; i += 1) {
      expect(await guess(`wrong-wrong-wrong-${i}`)).toBe('AUTH_TOKEN_MISMATCH');
    }
    expect(await guess('wrong-wrong-wrong')).toBe('AUTH_RATE_LIMITED');
    const { answer } = await connectRaw(gateway);
    expect(answer.error).toMatchObject({
      code: 'INVALID_REQUEST',
      retryable: true,
      retryAfterMs: limits.auth.lockMs,
      details: { code: 'AUTH_RATE_LIMITED', recommendedNextStep: 'wait_then_retry' },
    });
    await clock.advance(limits.auth.lockMs);
    expect((await connectRaw(gateway)).answer.ok).toBe(true);
  });

  it.each(['', 'undefined', 'null'])(
    'is not helped by %j, whatever the configuration says',
    async (token) => {
      await gateway.close();
      gateway = await startGateway({ configuredToken: token });
      expect(await guess(token)).not.toBe('ok');
    },
  );
});

describe('a device', () => {
  it('must sign the challenge of this very connection', async () => {
    const device = makeDevice();
    const client = openRaw(gateway.wsUrl);
    const { nonce, ts } = (await client.next()).payload as { nonce: string; ts: number };
    const { token } = gateway.credentials;
    const proof = signChallenge(device, token, nonce, ts);
    const answer = await client.request('connect', connectParams(token, { device: proof }));
    expect(codeOf(answer)).toBe('ok');

    const replay = openRaw(gateway.wsUrl);
    await replay.next();
    const second = await replay.request('connect', connectParams(token, { device: proof }));
    expect(codeOf(second)).toBe('DEVICE_AUTH_NONCE_MISMATCH');
    expect((await replay.closed).code).toBe(1008);
  });
});

describe('the approval of a device', () => {
  const connectDevice = async (): Promise<Frame> => {
    const client = openRaw(gateway.wsUrl);
    const { nonce, ts } = (await client.next()).payload as { nonce: string; ts: number };
    const { token } = gateway.credentials;
    const device = signChallenge(makeDevice(), token, nonce, ts);
    return client.request('connect', connectParams(token, { device }));
  };

  it('is written before its token is given out', async () => {
    let finish: () => void = () => undefined;
    const saved = new Promise<void>((resolve) => (finish = resolve));
    const order: string[] = [];
    await gateway.close();
    gateway = await startGateway({
      devices: {
        get: () => undefined,
        save: () => {
          setImmediate(() => {
            order.push('written');
            finish();
          });
          return saved;
        },
      },
    });
    const answer = await connectDevice();
    order.push('answered');
    expect(codeOf(answer)).toBe('ok');
    expect(order).toEqual(['written', 'answered']);
  });

  it('lets nobody in when it cannot be written, and says nothing of why', async () => {
    await gateway.close();
    gateway = await startGateway({
      devices: { get: () => undefined, save: () => Promise.reject(new Error('disk is full')) },
    });
    const answer = await connectDevice();
    expect(answer.error?.code).toBe('INTERNAL');
    expect(JSON.stringify(answer)).not.toContain('disk');
  });
});

describe('our own page', () => {
  const post = (code: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${gateway.httpUrl}/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ code }),
    });
  const cookieOf = (answer: Response): string =>
    answer.headers.get('set-cookie')?.split(';')[0] ?? '';

  it('signs in once with a code, and connects by its cookie without a token', async () => {
    const code = gateway.server.createCode();
    const answer = await post(code, { origin: gateway.httpUrl });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await post(code)).status).toBe(401);

    const headers = { cookie: cookieOf(answer), origin: gateway.httpUrl };
    const page = await connectRaw(gateway, { auth: undefined }, headers);
    expect(codeOf(page.answer)).toBe('ok');
    const state = await fetch(`${gateway.httpUrl}/auth/session`, { headers });
    expect(await state.json()).toEqual({ signedIn: true });

    await fetch(`${gateway.httpUrl}/auth/session`, { method: 'DELETE', headers });
    const gone = await connectRaw(gateway, { auth: undefined }, headers);
    expect(codeOf(gone.answer)).toBe('AUTH_TOKEN_MISSING');
  });

  it('is the only one its cookie counts for', async () => {
    const cookie = cookieOf(await post(gateway.server.createCode()));
    const auth = { auth: undefined };
    const origins = [undefined, 'http://localhost:1', 'https://claw.example'];
    for (const origin of origins) {
      const headers = { cookie, ...(origin === undefined ? {} : { origin }) };
      const { answer } = await connectRaw(gateway, auth, headers);
      expect(codeOf(answer)).not.toBe('ok');
    }
  });

  it('cannot be signed in by another page, by a form, or with a body too large', async () => {
    const code = gateway.server.createCode();
    expect((await post(code, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(code, { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await post('x'.repeat(limits.auth.bodyBytes))).status).toBe(400);
    expect((await post(code)).status).toBe(200);
  });

  it('is slowed down when it guesses codes', async () => {
    for (let i = 0; i < limits.auth.failures; i += 1)
      expect((await post('guess')).status).toBe(401);
    const answer = await post(gateway.server.createCode());
    expect(answer.status).toBe(429);
    expect(await answer.json()).toMatchObject({
      error: { details: { code: 'AUTH_RATE_LIMITED' } },
    });
  });
});
