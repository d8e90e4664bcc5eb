import { limits } from '../../../shared/config/limits.ts';
import { AppError, toAppError } from '../../../shared/errors/index.ts';
import { envelope as envelopeSchema, type Envelope } from '../../../shared/model/envelope.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { isDisabled } from '../../platform/protections.ts';
import { fileNamesOf, type FileSender } from './file-sender.ts';
import type { GatewayPort } from './gateway-port.ts';
import { createInboundSender } from './inbound-sender.ts';
import type { EnvelopeShelf } from './spool.ts';

export interface InboundQueueDeps {
  readonly gateway: GatewayPort;
  readonly shelf: EnvelopeShelf;
  readonly files: FileSender;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The way of messages from the channels to the gateway. */
export interface InboundQueue {
  /**
   * Resolves when the messages are safe: committed by the gateway, or on this machine's disk.
   * @throws AppError CHANNEL_ENVELOPE_INVALID, SPOOL_FULL, or a STORAGE_ code
   */
  receive(envelopes: readonly Envelope[]): Promise<void>;
  /** The gateway is there (again) and has every batch up to this number. */
  resume(lastInboundSeq: number): void;
  /** Resolves when nothing waits in memory any more: it went to the gateway or to the disk. */
  settle(): Promise<void>;
}

interface Waiting {
  readonly envelopes: readonly Envelope[];
  resolve(): void;
  reject(error: AppError): void;
}

interface Doubtful {
  readonly seq: number;
  readonly rowIds: readonly number[];
  readonly fileNames: readonly string[];
}

/**
 * One batch is on the line at a time; what comes meanwhile forms the next one, so that a slow line
 * makes batches larger and never changes their order. While anything is on the shelf, new messages
 * go behind it.
 */
export function createInboundQueue(deps: InboundQueueDeps): InboundQueue {
  const { shelf, files } = deps;
  let waiting: Waiting[] = [];
  /** What was on the line when it broke, with the number it had and its rows on the shelf. */
  let doubtful: Doubtful | undefined;
  let pumping: Promise<void> | undefined;
  const sender = createInboundSender({ ...deps, onReady: () => wake() });

  function takeBatch(): readonly Waiting[] {
    const count = batchLength(waiting, sender.maxItems);
    const taken = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return taken;
  }

  async function sendWaiting(): Promise<void> {
    const taken = takeBatch();
    const envelopes = taken.flatMap((entry) => entry.envelopes);
    const fileNames = fileNamesOf(envelopes);
    if (await sender.send(envelopes)) {
      for (const entry of taken) entry.resolve();
      files.release(fileNames);
    } else doubtful = { seq: sender.lastSeq, rowIds: await keep(shelf, taken), fileNames };
  }

  async function sendShelf(): Promise<void> {
    const rows = shelf.firstEnvelopes(sender.maxItems, limits.node.batchBytes);
    const rowIds = rows.map(({ rowId }) => rowId);
    const envelopes = rows.map(({ value }) => value);
    const fileNames = fileNamesOf(envelopes);
    if (await sender.send(envelopes)) {
      await shelf.dropEnvelopes(rowIds);
      files.release(fileNames);
    } else doubtful = { seq: sender.lastSeq, rowIds, fileNames };
  }

  async function pump(): Promise<void> {
    for (;;) {
      const hasShelf = shelf.envelopeCount > 0;
      if (!hasShelf) sender.relax();
      if (waiting.length > 0 && (hasShelf || !sender.canSend)) await keep(shelf, takeBatch());
      else if (sender.canSend && hasShelf) await sendShelf();
      else if (sender.canSend && waiting.length > 0) await sendWaiting();
      else return;
    }
  }

  const enqueue = (envelopes: readonly Envelope[]): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ envelopes, resolve, reject });
    });

  function wake(): void {
    pumping ??= pump()
      .catch((error: unknown) => sender.holdBack(error))
      .finally(() => {
        pumping = undefined;
        if (waiting.length > 0) wake();
      });
  }

  return {
    async receive(envelopes) {
      for (const one of envelopes) validate(one);
      if (countOf(waiting) > limits.node.waitingEnvelopes)
        throw new AppError('SPOOL_FULL', { count: countOf(waiting) });
      const done = Promise.all(chunk(envelopes).map(enqueue));
      wake();
      // A crash test's control run: the messenger is told "safe" before anybody has it.
      if (isDisabled('host-acknowledgement')) done.catch(() => undefined);
      else await done;
    },
    resume(lastInboundSeq) {
      const had = doubtful;
      doubtful = undefined;
      if (had === undefined || lastInboundSeq < had.seq) wake();
      else shelf.dropEnvelopes(had.rowIds).then(wake, (error: unknown) => sender.holdBack(error));
      if (had !== undefined && lastInboundSeq >= had.seq) files.release(had.fileNames);
    },
    async settle() {
      while (waiting.length > 0 || pumping !== undefined) {
        wake();
        await pumping;
      }
    },
  };
}

/** @returns the rows on the shelf; none when it takes nothing, which the senders are told */
async function keep(shelf: EnvelopeShelf, taken: readonly Waiting[]): Promise<readonly number[]> {
  try {
    const rowIds = await shelf.keepEnvelopes(taken.flatMap(({ envelopes }) => envelopes));
    for (const entry of taken) entry.resolve();
    return rowIds;
  } catch (error) {
    for (const entry of taken) entry.reject(toAppError(error));
    return [];
  }
}

function countOf(waiting: readonly Waiting[]): number {
  return waiting.reduce((sum, { envelopes }) => sum + envelopes.length, 0);
}

/** How many of the waiting ones fit into one batch: at least one. */
function batchLength(waiting: readonly Waiting[], maxItems: number): number {
  let items = 0;
  let chars = 0;
  const end = waiting.findIndex(({ envelopes }, index) => {
    items += envelopes.length;
    chars += envelopes.reduce((sum, { text }) => sum + text.length, 0);
    return index > 0 && (items > maxItems || chars > limits.node.batchBytes);
  });
  return end === -1 ? waiting.length : end;
}

function chunk(envelopes: readonly Envelope[]): readonly (readonly Envelope[])[] {
  const parts: (readonly Envelope[])[] = [];
  for (let at = 0; at < envelopes.length; at += limits.node.batchItems)
    parts.push(envelopes.slice(at, at + limits.node.batchItems));
  return parts;
}

function validate(value: Envelope): void {
  const result = envelopeSchema().safeParse(value);
  if (result.success) return;
  const issue = result.error.issues[0];
  throw new AppError('CHANNEL_ENVELOPE_INVALID', {
    path: issue?.path.join('.') ?? '',
    reason: issue?.message ?? 'not valid',
  });
}
