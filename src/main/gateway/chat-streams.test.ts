import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakePeer, type FakeCarrier } from '../../../e2e/gateway/conformance/fake-carrier.ts';
import { limits } from '../../shared/config/limits.ts';
import type { ChatEvent } from '../../shared/protocol/chat.ts';
import { createDrivenClock, type DrivenClock } from '../platform/driven-clock.ts';
import { createChatStreams, type ChatStreams } from './chat-streams.ts';
import type { Peer } from './peer.ts';

const base = { runId: 'run', sessionKey: 'agent:a:main' };
let seq = 0;

function delta(deltaText: string, parts: Partial<ChatEvent> = {}): ChatEvent {
  seq += 1;
  return { ...base, seq, state: 'delta', deltaText, ...parts } as ChatEvent;
}
const final = (): ChatEvent => ({ ...base, seq: (seq += 1), state: 'final', stopReason: 'stop' });

function setUp(): { clock: DrivenClock; streams: ChatStreams; peers: Set<Peer> } {
  const clock = createDrivenClock();
  const peers = new Set<Peer>();
  return {
    clock,
    peers,
    streams: createChatStreams({ clock, isStrict: true, peers: () => peers }),
  };
}

/** What a client shows after these frames. */
function shownText(carrier: FakeCarrier): string {
  return carrier.frames.reduce((text, frame) => {
    const event = frame.payload as ChatEvent;
    if (event.state !== 'delta') return text;
    return event.replace ? event.deltaText : text + event.deltaText;
  }, '');
}

describe('chat text', () => {
  it('goes out at once, then at most once in 33 ms, and is flushed before the end', async () => {
    const { clock, streams, peers } = setUp();
    const { peer, carrier } = createFakePeer();
    peers.add(peer);
    for (let i = 0; i < 20; i += 1) {
      streams.publish(delta(`${i} `));
      await clock.advance(5);
    }
    streams.publish(final());
    const states = carrier.frames.map((frame) => (frame.payload as ChatEvent).state);
    expect(states.filter((state) => state === 'delta')).toHaveLength(4);
    expect(states.at(-1)).toBe('final');
    expect(shownText(carrier)).toBe(Array.from({ length: 20 }, (_, i) => `${i} `).join(''));
    expect(streams.runCount).toBe(0);
    expect(clock.pendingCount).toBe(0);
  });

  it('carries the message so far while it is short, and leaves it out above 8 KiB', async () => {
    const { clock, streams, peers } = setUp();
    const { peer, carrier } = createFakePeer();
    peers.add(peer);
    streams.publish(delta('short'));
    await clock.advance(40);
    streams.publish(delta('ä'.repeat(limits.frame.cumulativeBytes / 2)));
    const [first, second] = carrier.frames.map((frame) => frame.payload as ChatEvent);
    expect(first?.state === 'delta' && first.message?.content).toEqual([
      { type: 'text', text: 'short' },
    ]);
    expect(second && 'message' in second).toBe(false);
  });

  it('reaches a client that joins late as a replacement with the whole text', async () => {
    const { clock, streams, peers } = setUp();
    streams.publish(delta('one '));
    streams.publish(delta('two '));
    await clock.advance(40);
    const { peer, carrier } = createFakePeer();
    peers.add(peer);
    streams.join(peer);
    await clock.advance(40);
    expect(carrier.frames).toHaveLength(1);
    expect(carrier.frames[0]?.payload).toMatchObject({ deltaText: 'one two ', replace: true });
    streams.publish(delta('three'));
    await clock.advance(40);
    expect(shownText(carrier)).toBe('one two three');
  });

  it('waits for a slow reader and then gives it the whole text', async () => {
    const { clock, streams, peers } = setUp();
    const { peer, carrier } = createFakePeer();
    peers.add(peer);
    streams.publish(delta('a'));
    carrier.bufferedAmount = limits.frame.droppingBytes + 1;
    await clock.advance(40);
    streams.publish(delta('b'));
    await clock.advance(40);
    expect(carrier.frames).toHaveLength(1);
    carrier.bufferedAmount = 0;
    await clock.advance(40);
    expect(shownText(carrier)).toBe('ab');
  });

  it('is bounded: beyond the limit the flow goes on without the whole', async () => {
    const { clock, streams, peers } = setUp();
    const { peer, carrier } = createFakePeer();
    peers.add(peer);
    streams.publish(delta('x'.repeat(limits.frame.streamedChars)));
    await clock.advance(40);
    streams.publish(delta('yz'));
    await clock.advance(40);
    const late = createFakePeer();
    peers.add(late.peer);
    streams.join(late.peer);
    await clock.advance(100);
    expect(shownText(carrier)).toHaveLength(limits.frame.streamedChars + 2);
    expect(late.carrier.frames).toHaveLength(0);
    streams.publish(final());
    expect(late.carrier.frames).toHaveLength(1);
  });

  it('forgets the run that was silent for longest when there are too many', () => {
    const { streams } = setUp();
    for (let i = 0; i <= limits.frame.streamedRuns + 5; i += 1) {
      streams.publish(delta('x', { runId: `run ${i}` }));
    }
    expect(streams.runCount).toBe(limits.frame.streamedRuns);
    streams.stop();
  });

  it('shows every client the same text in the end, however they come, lag and go', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('say' as const), text: fc.string({ maxLength: 5 }) }),
      fc.record({ kind: fc.constant('replace' as const), text: fc.string({ maxLength: 5 }) }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 50 }) }),
      fc.record({ kind: fc.constant('join' as const) }),
      fc.record({ kind: fc.constant('lag' as const), who: fc.nat({ max: 3 }) }),
      fc.record({ kind: fc.constant('catchUp' as const), who: fc.nat({ max: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { clock, streams, peers } = setUp();
        const carriers: FakeCarrier[] = [];
        let said = '';
        for (const action of steps) {
          switch (action.kind) {
            case 'say':
              said += action.text;
              streams.publish(delta(action.text));
              break;
            case 'replace':
              said = action.text;
              streams.publish(delta(action.text, { replace: true }));
              break;
            case 'wait':
              await clock.advance(action.ms);
              break;
            case 'join': {
              const { peer, carrier } = createFakePeer();
              carriers.push(carrier);
              peers.add(peer);
              streams.join(peer);
              break;
            }
            case 'lag':
            case 'catchUp': {
              const carrier = carriers[action.who];
              const isLag = action.kind === 'lag';
              if (carrier) carrier.bufferedAmount = isLag ? limits.frame.droppingBytes + 1 : 0;
            }
          }
        }
        for (const carrier of carriers) carrier.bufferedAmount = 0;
        await clock.advance(200);
        for (const carrier of carriers) expect(shownText(carrier)).toBe(said);
        streams.stop();
      }),
      { numRuns: 100 },
    );
  });
});
