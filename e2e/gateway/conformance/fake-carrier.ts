import type { Carrier } from '../../../src/main/gateway/carrier.ts';
import { Peer } from '../../../src/main/gateway/peer.ts';
import type { Role } from '../../../src/main/gateway/types.ts';
import type { Scope } from '../../../src/shared/protocol/spec.ts';
import type { Frame } from './harness.ts';

/** A carrier whose other side is the test. */
export interface FakeCarrier extends Carrier {
  readonly frames: Frame[];
  readonly closes: { code: number; reason: string }[];
  bufferedAmount: number;
}

export function createFakeCarrier(): FakeCarrier {
  const frames: Frame[] = [];
  const closes: { code: number; reason: string }[] = [];
  return {
    frames,
    closes,
    bufferedAmount: 0,
    send: (text) => void frames.push(JSON.parse(text) as Frame),
    close: (code, reason) => void closes.push({ code, reason }),
  };
}

let made = 0;

export function createFakePeer(
  scopes: readonly Scope[] = ['operator.read', 'operator.write'],
  role: Role = 'operator',
): { peer: Peer; carrier: FakeCarrier } {
  made += 1;
  const carrier = createFakeCarrier();
  const peer = new Peer({ id: `p${made}`, role, scopes, clientKey: 'test' }, carrier, true);
  return { peer, carrier };
}
