import { describe, expect, it } from 'vitest';
import { createFakePeer } from '../../../e2e/gateway/conformance/fake-carrier.ts';
import { limits } from '../../shared/config/limits.ts';

const health = {
  ok: true as const,
  ts: 1,
  uptimeMs: 1,
  memory: { rssBytes: 1, heapUsedBytes: 1 },
  eventLoopDelayMaxMs: 1,
  connections: 1,
  channels: { total: 0, running: 0, broken: 0 },
  configProblems: { errors: 0, warnings: 0 },
};

describe('a peer', () => {
  it('numbers its events without a gap', () => {
    const { peer, carrier } = createFakePeer();
    for (let i = 0; i < 3; i += 1) peer.send('tick', { ts: i });
    expect(carrier.frames.map((frame) => frame.seq)).toEqual([1, 2, 3]);
  });

  it('shows by a gap that an event was left out while it read too slowly', () => {
    const { peer, carrier } = createFakePeer();
    expect(peer.send('health', health)).toBe(true);
    carrier.bufferedAmount = limits.frame.droppingBytes + 1;
    expect(peer.send('health', health)).toBe(false);
    expect(peer.send('tick', { ts: 1 })).toBe(true);
    carrier.bufferedAmount = 0;
    expect(peer.send('health', health)).toBe(true);
    expect(carrier.frames.map((frame) => frame.seq)).toEqual([1, 3, 4]);
  });

  it('is closed with 1008 when it lags too far for an event it must get', () => {
    const { peer, carrier } = createFakePeer();
    carrier.bufferedAmount = limits.frame.bufferedBytes;
    expect(peer.send('tick', { ts: 1 })).toBe(true);
    carrier.bufferedAmount += 1;
    expect(peer.send('tick', { ts: 2 })).toBe(false);
    expect(carrier.closes).toEqual([{ code: 1008, reason: 'slow consumer' }]);
    carrier.bufferedAmount = 0;
    expect(peer.send('tick', { ts: 3 })).toBe(false);
  });

  it('hears of a conversation under the name it uses', () => {
    const { peer, carrier } = createFakePeer();
    const say = (sessionKey: string): void =>
      void peer.send('chat', { runId: 'r', sessionKey, seq: 1, state: 'final' });
    peer.aliasSession('agent:a:main', 'main');
    say('agent:a:main');
    say('agent:b:main');
    peer.aliasSession('agent:a:main', 'agent:a:main');
    say('agent:a:main');
    expect(
      carrier.frames.map((frame) => (frame.payload as { sessionKey: string }).sessionKey),
    ).toEqual(['main', 'agent:b:main', 'agent:a:main']);
  });

  it('keeps a bounded number of such names', () => {
    const { peer, carrier } = createFakePeer();
    for (let i = 0; i <= limits.frame.aliases; i += 1) peer.aliasSession(`key ${i}`, `name ${i}`);
    for (const key of ['key 0', 'key 1']) {
      peer.send('chat', { runId: 'r', sessionKey: key, seq: 1, state: 'final' });
    }
    expect(
      carrier.frames.map((frame) => (frame.payload as { sessionKey: string }).sessionKey),
    ).toEqual(['key 0', 'name 1']);
  });

  it('tells each listener of its end once, whatever another one does', () => {
    const { peer } = createFakePeer();
    const heard: string[] = [];
    const errors: unknown[] = [];
    peer.onClose(() => {
      throw new Error('broken listener');
    });
    peer.onClose(() => heard.push('first'));
    peer.markClosed((error) => errors.push(error));
    peer.markClosed((error) => errors.push(error));
    peer.onClose(() => heard.push('late'));
    expect(heard).toEqual(['first', 'late']);
    expect(errors).toHaveLength(1);
  });

  it('refuses in strict mode to send what the contract does not know', () => {
    const { peer } = createFakePeer();
    expect(() => peer.send('tick', { ts: 'now' } as never)).toThrow(/tick/);
  });
});
