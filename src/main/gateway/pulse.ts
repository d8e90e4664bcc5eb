import { limits } from '../../shared/config/limits.ts';
import type { Clock } from '../platform/clock.ts';
import { prepareEvent } from './outgoing-event.ts';
import type { Peer } from './peer.ts';
import { closeCodes } from './refusal.ts';
import { createTickWheel, type TickWheel } from './tick-wheel.ts';

/** Ticks are spread over this many turns, one a second. */
const slots = limits.frame.tickMs / 1_000;
/** Rounds without any sign of life after which a peer is taken for gone. */
const mostSilentRounds = 2;

/** Gives each peer a `tick` and a ping in each round, and cuts those that answer no more. */
export function createPulse(clock: Clock): TickWheel<Peer> {
  return createTickWheel<Peer>({
    clock,
    roundMs: limits.frame.tickMs,
    slots,
    onTurn(peers) {
      const tick = prepareEvent('tick', { ts: clock.now() });
      for (const peer of peers) {
        const { carrier } = peer;
        if (peer.silentRounds >= mostSilentRounds) {
          if (carrier.terminate) carrier.terminate();
          else peer.close(closeCodes.policy, 'no sign of life');
          continue;
        }
        if (carrier.ping) {
          peer.silentRounds += 1;
          carrier.ping();
        }
        peer.deliver(tick);
      }
    },
  });
}
