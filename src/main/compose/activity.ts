import type { Clock } from '../platform/clock.ts';

/** When something last came in or went out, by channel. Only for showing; not kept over a restart. */
export interface Activity {
  noteInbound(channel: string): void;
  noteOutbound(channel: string): void;
  /** What was seen of a channel belongs to its new name. */
  rename(from: string, to: string): void;
  of(channel: string): { readonly inboundAt?: number; readonly outboundAt?: number };
}

export function createActivity(clock: Clock): Activity {
  const seen = new Map<string, { inboundAt?: number; outboundAt?: number }>();
  const entry = (channel: string): { inboundAt?: number; outboundAt?: number } => {
    const found = seen.get(channel) ?? {};
    seen.set(channel, found);
    return found;
  };
  return {
    noteInbound: (channel) => void (entry(channel).inboundAt = clock.now()),
    noteOutbound: (channel) => void (entry(channel).outboundAt = clock.now()),
    rename(from, to) {
      const found = seen.get(from);
      seen.delete(from);
      if (found) seen.set(to, found);
    },
    of: (channel) => seen.get(channel) ?? {},
  };
}
