import { limits } from '../../../shared/config/limits.ts';
import { toAppError } from '../../../shared/errors/index.ts';
import type { Envelope } from '../../../shared/model/envelope.ts';
import { createBackoff } from '../../platform/backoff.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import { killPoint } from '../../platform/kill-points.ts';
import type { Logger } from '../../platform/log.ts';
import { fileNamesOf, type FileSender } from './file-sender.ts';
import { GatewayRefusal } from './gateway-line.ts';
import type { GatewayPort } from './gateway-port.ts';

export interface InboundSenderDeps {
  readonly gateway: GatewayPort;
  readonly files: Pick<FileSender, 'bring'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Sending makes sense again. */
  readonly onReady: () => void;
}

/** Numbered batches on the line, one at a time. */
export interface InboundSender {
  readonly canSend: boolean;
  /** How many messages the next batch may have. */
  readonly maxItems: number;
  /** The number of the last batch. */
  readonly lastSeq: number;
  /** @returns true when the gateway has committed the batch, or will never be able to read it */
  send(envelopes: readonly Envelope[]): Promise<boolean>;
  /** Sends nothing for a while; used when something on our side failed, too. */
  holdBack(error: unknown): void;
  /** No refused batch is left: batches may be large again. */
  relax(): void;
}

/** Makes the sender. A gateway that refuses is asked again later; a batch it can't read, in pieces. */
export function createInboundSender(deps: InboundSenderDeps): InboundSender {
  const { gateway, files, clock, log } = deps;
  const backoff = createBackoff({
    baseMs: limits.node.reconnectBaseMs,
    capMs: limits.node.reconnectCapMs,
  });
  let lastSeq = 0;
  let pause: Timer | undefined;
  let maxItems: number = limits.node.batchItems;

  function holdBack(error: unknown): void {
    log.warn('host.inbound-refused', { reason: toAppError(error).message });
    pause?.cancel();
    pause = clock.after(
      backoff.next(),
      () => {
        pause = undefined;
        deps.onReady();
      },
      { unref: true },
    );
  }

  function onFailure(error: unknown, envelopes: readonly Envelope[]): boolean {
    if (!isMalformed(error)) {
      if (gateway.isUp) holdBack(error);
      return false;
    }
    maxItems = 1;
    if (envelopes.length > 1) return false;
    // Keeping it would block everything behind it for ever.
    log.error('host.envelope-refused', { dedupeKey: envelopes[0]?.dedupeKey });
    return true;
  }

  return {
    holdBack,
    get canSend() {
      return gateway.isUp && pause === undefined;
    },
    get maxItems() {
      return maxItems;
    },
    get lastSeq() {
      return lastSeq;
    },
    relax() {
      maxItems = limits.node.batchItems;
    },
    async send(envelopes) {
      lastSeq += 1;
      const seq = lastSeq;
      try {
        // The number is taken already: a batch that fails here must not pass for the one before.
        await files.bring(fileNamesOf(envelopes));
        killPoint('host.inbound.before-send');
        const answer = gateway.call('node.inbound', { seq, envelopes: [...envelopes] });
        killPoint('host.inbound.after-send');
        const { ack } = await answer;
        killPoint('host.inbound.after-ack');
        if (ack >= seq) backoff.reset();
        return ack >= seq;
      } catch (error) {
        return onFailure(error, envelopes);
      }
    },
  };
}

/** The gateway understood that it can't read the batch; it never will. */
function isMalformed(error: unknown): boolean {
  return error instanceof GatewayRefusal && error.code === 'PARAMS_INVALID';
}
