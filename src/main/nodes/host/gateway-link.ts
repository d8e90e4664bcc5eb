import { limits } from '../../../shared/config/limits.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { createReconnectingLink } from '../../platform/reconnecting-link.ts';
import { openGatewayLine, type GatewayLine } from './gateway-line.ts';
import type { GatewayPort } from './gateway-port.ts';

/** Where the gateway is and who we are. */
export interface GatewayAddress {
  readonly url: string;
  readonly token: string;
  readonly nodeId: string;
  readonly version: string;
}

export interface GatewayLinkDeps {
  readonly address: GatewayAddress;
  readonly runId: string;
  /** The last batch of deliveries this run has taken over. */
  readonly lastDeliverySeq: () => number;
  readonly onEvent: (event: string, payload: unknown) => void;
  /** Connected, greeted, and told what to run. */
  readonly onUp: (hello: ResultOf<'node.hello'>) => void;
  readonly onDown: () => void;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface GatewayLink extends GatewayPort {
  start(): void;
  /** The present line is of no use any more; a new one is set up. */
  reset(): void;
  stop(): Promise<void>;
}

/** A line that has said `node.hello`. */
interface GreetedLine extends GatewayLine {
  readonly hello: ResultOf<'node.hello'>;
}

/** Keeps a host connected to its gateway. */
export function createGatewayLink(deps: GatewayLinkDeps): GatewayLink {
  const { address, runId, clock, log } = deps;
  const { nodeId } = address;
  let line: GreetedLine | undefined;

  async function open(signal: AbortSignal): Promise<GreetedLine> {
    const opened = await openGatewayLine({ ...address, clock, onEvent: deps.onEvent }, signal);
    try {
      const greeting = { nodeId, runId, lastDeliverySeq: deps.lastDeliverySeq() };
      const hello = await opened.call('node.hello', greeting, limits.frame.handshakeMs);
      return { ...opened, hello };
    } catch (error) {
      opened.close();
      throw error;
    }
  }

  const link = createReconnectingLink<GreetedLine>({
    open,
    onUp(opened) {
      line = opened;
      log.info('host.connected', { nodeId, runId });
      deps.onUp(opened.hello);
    },
    onDown(reason) {
      line = undefined;
      log.warn('host.disconnected', { nodeId, reason: reason.message });
      deps.onDown();
    },
    backoff: { baseMs: limits.node.reconnectBaseMs, capMs: limits.node.reconnectCapMs },
    stableMs: limits.node.stableMs,
    clock,
    log,
  });

  return {
    start: () => link.start(),
    stop: () => link.stop(),
    reset: () => line?.close(),
    get isUp() {
      return line !== undefined;
    },
    call(method, params) {
      if (line === undefined) return Promise.reject(new Error('the gateway is not connected'));
      return line.call(method, params, limits.node.ackMs);
    },
  };
}
