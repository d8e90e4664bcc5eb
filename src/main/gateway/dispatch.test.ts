import { describe, expect, it } from 'vitest';
import { createFakePeer, type FakeCarrier } from '../../../e2e/gateway/conformance/fake-carrier.ts';
import { limits } from '../../shared/config/limits.ts';
import type { MethodHandlers } from '../platform/connection.ts';
import { silentLog } from '../platform/log.ts';
import { createDispatch } from './dispatch.ts';

const request = (method: string, id = '1', params?: unknown): string =>
  JSON.stringify({ type: 'req', id, method, params });

interface SetUp {
  readonly carrier: FakeCarrier;
  readonly call: (text: string) => void;
  readonly close: () => void;
}

function setUp(handlers: Partial<MethodHandlers>, isStrict = true): SetUp {
  let isClosing = false;
  const { peer, carrier } = createFakePeer();
  const dispatch = createDispatch({
    handlers: () => handlers as MethodHandlers,
    log: silentLog,
    isStrict,
    isClosing: () => isClosing,
  });
  return { carrier, call: (text) => dispatch(peer, text), close: () => (isClosing = true) };
}

const lastCode = ({ frames }: FakeCarrier): unknown => frames.at(-1)?.error?.details?.['code'];
const empty = { sessions: [], total: 0 };

describe('calls', () => {
  it('are answered at once by a handler that does not wait', () => {
    const { carrier, call } = setUp({ 'sessions.list': () => empty });
    call(request('sessions.list'));
    expect(carrier.frames).toEqual([{ type: 'res', id: '1', ok: true, payload: empty }]);
  });

  it('reach a handler with their defaults and the connection', async () => {
    const seen: unknown[] = [];
    const { carrier, call } = setUp({
      'sessions.list': async (params, connection) => {
        seen.push(params, connection.clientKey);
        return empty;
      },
    });
    call(request('sessions.list', '1', { limit: 5 }));
    await expect.poll(() => carrier.frames).toHaveLength(1);
    expect(seen).toEqual([{ limit: 5 }, 'test']);
  });

  it('are bounded in number, and welcome again when some are done', async () => {
    const finish: (() => void)[] = [];
    const { carrier, call } = setUp({
      'sessions.list': () =>
        new Promise((resolve) => {
          finish.push(() => resolve(empty));
        }),
    });
    for (let i = 0; i <= limits.frame.inFlight; i += 1) call(request('sessions.list', `${i}`));
    expect(carrier.frames).toHaveLength(1);
    expect(carrier.frames[0]?.error).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    for (const done of finish) done();
    await expect.poll(() => carrier.frames.length).toBe(limits.frame.inFlight + 1);
    call(request('sessions.list', 'again'));
    expect(finish).toHaveLength(limits.frame.inFlight + 1);
  });

  it('are refused while the gateway ends', () => {
    const { carrier, call, close } = setUp({ 'sessions.list': () => empty });
    close();
    call(request('sessions.list'));
    expect(lastCode(carrier)).toBe('SHUTTING_DOWN');
  });
});

describe('answers', () => {
  it('that break the contract are found where they are made, in strict mode', async () => {
    const wrong = { sessions: 'none' } as never;
    const strict = setUp({ 'sessions.list': () => wrong });
    strict.call(request('sessions.list'));
    expect(lastCode(strict.carrier)).toBe('RESULT_INVALID');
    const lax = setUp({ 'sessions.list': async () => wrong }, false);
    lax.call(request('sessions.list'));
    await expect.poll(() => lax.carrier.frames.at(-1)?.ok).toBe(true);
  });

  it('that are larger than a frame may be become an error', () => {
    const { carrier, call } = setUp(
      { 'sessions.export': () => ({ fileName: 'x', text: 'x'.repeat(limits.frame.maxBytes) }) },
      false,
    );
    call(request('sessions.export', '1', { key: 'k', format: 'json' }));
    expect(lastCode(carrier)).toBe('ANSWER_TOO_LARGE');
  });

  it('that cannot be written down become an error', async () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    const { carrier, call } = setUp({ 'sessions.list': async () => loop as never }, false);
    call(request('sessions.list'));
    await expect.poll(() => carrier.frames.at(-1)?.error?.code).toBe('INTERNAL');
  });
});
