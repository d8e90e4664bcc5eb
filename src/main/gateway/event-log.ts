import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';

interface Entry {
  readonly cursor: number;
  readonly event: string;
  /** Kept as text, so that nobody can change it later and its size is known. */
  readonly payloadJson: string;
  readonly sizeBytes: number;
}

export interface EventLog {
  /** Keeps an event that everybody was told; returns its cursor, which grows by one each time. */
  append(event: string, payloadJson: string): number;
  /** Exactly the events after the cursor, or `reload: true` when that can't be said any more. */
  resume(params: ParsedParamsOf<'events.resume'>): ResultOf<'events.resume'>;
  /** Where the log stands now. */
  readonly position: { readonly epoch: string; readonly cursor: number };
  readonly sizeBytes: number;
  readonly entryCount: number;
}

export interface EventLogOptions {
  readonly bootId: string;
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** The last events, bounded in number and bytes; the oldest makes room. */
export function createEventLog(options: EventLogOptions): EventLog {
  // A ring: entry with cursor c lies at c modulo maxEntries.
  const ring = new Array<Entry | undefined>(options.maxEntries);
  let oldest = 1;
  let newest = 0;
  let sizeBytes = 0;

  const dropOldest = (): void => {
    const slot = oldest % options.maxEntries;
    sizeBytes -= ring[slot]?.sizeBytes ?? 0;
    ring[slot] = undefined;
    oldest += 1;
  };

  const canResume = (epoch: string | undefined, cursor: number | undefined): cursor is number =>
    epoch === options.bootId && cursor !== undefined && cursor >= oldest - 1 && cursor <= newest;

  return {
    append(event, payloadJson) {
      if (newest - oldest + 1 >= options.maxEntries) dropOldest();
      const entry = {
        cursor: newest + 1,
        event,
        payloadJson,
        sizeBytes: Buffer.byteLength(payloadJson),
      };
      newest = entry.cursor;
      ring[newest % options.maxEntries] = entry;
      sizeBytes += entry.sizeBytes;
      while (sizeBytes > options.maxBytes) dropOldest();
      return newest;
    },
    resume({ epoch, cursor }) {
      const head = { epoch: options.bootId, cursor: newest };
      if (!canResume(epoch, cursor)) return { ...head, reload: true, events: [] };
      const events = [];
      for (let at = cursor + 1; at <= newest; at += 1) {
        const entry = ring[at % options.maxEntries];
        if (entry) events.push(toEvent(entry));
      }
      return { ...head, reload: false, events };
    },
    get position() {
      return { epoch: options.bootId, cursor: newest };
    },
    get sizeBytes() {
      return sizeBytes;
    },
    get entryCount() {
      return newest - oldest + 1;
    },
  };
}

function toEvent(entry: Entry): { cursor: number; event: string; payload: unknown } {
  return { cursor: entry.cursor, event: entry.event, payload: JSON.parse(entry.payloadJson) };
}
