import { limits } from '../../../shared/config/limits.ts';
import { toAppError } from '../../../shared/errors/index.ts';
import type { DeliveryOutcome } from '../../../shared/model/delivery.ts';
import { createBackoff } from '../../platform/backoff.ts';
import { delay, type Clock } from '../../platform/clock.ts';
import { killPoint } from '../../platform/kill-points.ts';
import type { Logger } from '../../platform/log.ts';
import type { GatewayPort } from './gateway-port.ts';
import type { OutcomeShelf } from './spool.ts';

export interface OutcomeQueueDeps {
  readonly gateway: GatewayPort;
  readonly shelf: OutcomeShelf;
  readonly clock: Clock;
  readonly log: Logger;
  /** The gateway has these. */
  readonly onSettled: (outcomes: readonly DeliveryOutcome[]) => void;
}

/** The way of results from the channels to the gateway. */
export interface OutcomeQueue {
  /** Hands a result in, or keeps it on disk while the gateway is away. Never throws. */
  report(outcome: DeliveryOutcome): void;
  /**
   * Hands in everything that was kept, then says so. Call it after each greeting; resolves when
   * the gateway knows all there is to know, or when the line broke.
   */
  recover(runId: string): Promise<void>;
  /** Resolves when nothing waits in memory any more: it went to the gateway or to the disk. */
  settle(): Promise<void>;
}

const retryPauses = { baseMs: limits.node.reconnectBaseMs, capMs: limits.node.reconnectCapMs };

/** Makes the queue. Until `recover` has run on a line, results are kept behind the older ones. */
export function createOutcomeQueue(deps: OutcomeQueueDeps): OutcomeQueue {
  const { gateway, shelf, clock, log } = deps;
  let waiting: DeliveryOutcome[] = [];
  let isRecovered = false;
  let pumping: Promise<void> | undefined;
  let retrying: Promise<void> | undefined;

  const warn = (error: unknown): void =>
    log.warn('host.outcome-refused', { reason: toAppError(error).message });

  async function send(outcomes: readonly DeliveryOutcome[]): Promise<void> {
    killPoint('host.outcome.before-report');
    await gateway.call('node.outcomes', { outcomes: [...outcomes] });
    killPoint('host.outcome.after-report');
    deps.onSettled(outcomes);
  }

  async function sendShelf(): Promise<void> {
    while (shelf.outcomeCount > 0) {
      const rows = shelf.firstOutcomes(limits.node.batchItems);
      await send(rows.map(({ value }) => value));
      await shelf.dropOutcomes(rows);
    }
  }

  async function handOn(batch: readonly DeliveryOutcome[]): Promise<void> {
    if (gateway.isUp && isRecovered) {
      try {
        await send(batch);
        return;
      } catch (error) {
        warn(error);
      }
    }
    await shelf.keepOutcomes(batch);
    if (gateway.isUp && isRecovered)
      retrying ??= retryShelf().finally(() => (retrying = undefined));
  }

  /** The gateway is there but could not take a result: ask again, ever more slowly. */
  async function retryShelf(): Promise<void> {
    const backoff = createBackoff(retryPauses);
    while (gateway.isUp && shelf.outcomeCount > 0) {
      await delay(clock, backoff.next());
      await sendShelf().catch((error: unknown) => warn(error));
    }
  }

  async function pump(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limits.node.batchItems);
      waiting = waiting.slice(batch.length);
      await handOn(batch).catch((error: unknown) =>
        // Not reported and not on disk: the gateway will take it for cut off, which is true of us.
        log.error('host.outcome-lost', { error, ids: batch.map(({ id }) => id) }),
      );
    }
  }

  function wake(): void {
    if (!gateway.isUp) isRecovered = false;
    pumping ??= pump().finally(() => {
      pumping = undefined;
      if (waiting.length > 0) wake();
    });
  }

  return {
    report(outcome) {
      waiting.push(outcome);
      wake();
    },
    async recover(runId) {
      isRecovered = false;
      await sendShelf();
      await gateway.call('node.recovered', { runId });
      isRecovered = true;
      // What was kept while we were handing in.
      await sendShelf();
    },
    async settle() {
      while (waiting.length > 0 || pumping !== undefined) {
        wake();
        await pumping;
      }
    },
  };
}
