import type { ParsedControlInput } from '../control-contract.ts';

/** A fault as set by control. */
export type Fault = ParsedControlInput<'addFault'>;
type Rate = ParsedControlInput<'setChatRate'>['rate'];

/** What is to go wrong. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The first fault for this call; a counted one is used up. */
  take(method: string, chatId: number | undefined): Fault | undefined;
  setRate(rate: Rate): void;
  /**
   * Counts a send or edit in a chat. Returns the seconds to wait when it is one too many; such a
   * call does not count.
   */
  countSend(chatId: number): number | undefined;
  /** Remembers that a client was told to wait. */
  rememberWait(chatId: number | undefined, seconds: number): void;
  /** Whether a call comes before the time a client was told has passed. */
  isTooEarly(chatId: number | undefined): boolean;
}

/** Makes an empty list of faults. */
export function createFaults(): Faults {
  let faults: Fault[] = [];
  let rate: Rate = null;
  const sends = new Map<number, number[]>();
  const waits = new Map<number | undefined, number>();
  const isFor = (fault: Fault, method: string, chatId: number | undefined): boolean =>
    (fault.method === '*' || fault.method.toLowerCase() === method.toLowerCase()) &&
    (fault.chatId === undefined || fault.chatId === chatId);

  return {
    add: (fault) => faults.push(fault),
    clear: () => {
      faults = [];
    },
    take: (method, chatId) => {
      const fault = faults.find((one) => isFor(one, method, chatId));
      if (fault === undefined || fault.times === null) return fault;
      const left = fault.times - 1;
      const after = { ...fault, times: left };
      faults = faults.flatMap((one) => (one !== fault ? [one] : left > 0 ? [after] : []));
      return fault;
    },
    setRate: (value) => {
      rate = value;
      sends.clear();
    },
    countSend: (chatId) => {
      if (rate === null) return undefined;
      const nowMs = performance.now();
      const { maxCalls, windowMs } = rate;
      const recent = (sends.get(chatId) ?? []).filter((atMs) => nowMs - atMs < windowMs);
      sends.set(chatId, recent);
      const [oldest] = recent;
      if (recent.length >= maxCalls && oldest !== undefined) {
        return Math.max(1, Math.ceil((oldest + windowMs - nowMs) / 1000));
      }
      recent.push(nowMs);
      return undefined;
    },
    rememberWait: (chatId, seconds) => waits.set(chatId, performance.now() + seconds * 1000),
    isTooEarly: (chatId) => performance.now() < (waits.get(chatId) ?? 0),
  };
}
