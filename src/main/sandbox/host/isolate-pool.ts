import ivm from 'isolated-vm';
import { limits } from '../../../shared/config/limits.ts';
import { answerGuest } from './answer-guest.ts';
import { makeGuestScript } from './guest-core.ts';
import { guestExtras } from './guest-extras.ts';

/** What the world inside of an isolate posts; everything in it is foreign. */
export type GuestPost = (kind: unknown, text: unknown, number: unknown, name: unknown) => void;

/** An isolate with its world, in which nothing foreign has run yet. It serves one run. */
export interface Cell {
  readonly isolate: ivm.Isolate;
  readonly context: ivm.Context;
  /** Reaches into the world: prepare, start, reply, fire. Rejects when that does not return. */
  call(args: readonly unknown[], timeoutMs?: number): Promise<unknown>;
  readonly memoryMb: number;
  /** Who hears what the world posts. */
  onPost: GuestPost;
}

/** Keeps a few cells ready. */
export interface IsolatePool {
  /** A cell that may use `memoryMb`; a ready one where there is one. */
  take(memoryMb: number): Promise<Cell>;
  /** Makes up for the cells that were taken. */
  refill(): void;
}

const guestBounds = {
  logLines: limits.sandbox.logLines,
  logChars: limits.sandbox.logChars,
  logLineChars: limits.sandbox.logLineChars,
  errorChars: limits.sandbox.errorChars,
  dataChars: limits.sandbox.dataChars,
  dataDepth: limits.sandbox.dataDepth,
  argumentChars: limits.sandbox.argumentChars,
  openCalls: limits.sandbox.openCalls,
  calls: limits.sandbox.calls,
  timers: limits.sandbox.timers,
};

/**
 * Makes a pool. Ready cells have the memory limit that was asked for last.
 * @param onCatastrophe an isolate is out of control; the process must end
 */
export function createIsolatePool(onCatastrophe: (reason: string) => void): IsolatePool {
  const source = makeGuestScript(guestExtras);
  const ready: Cell[] = [];
  let memoryMb: number | undefined;
  let making = 0;
  // Compiled once, in this process; what comes from elsewhere is never taken for compiled code.
  let cachedData: ivm.ExternalCopy<ArrayBuffer> | undefined;

  async function make(limitMb: number): Promise<Cell> {
    const isolate = new ivm.Isolate({
      memoryLimit: limitMb,
      onCatastrophicError: onCatastrophe,
    });
    const [context, script] = await Promise.all([
      isolate.createContext(),
      isolate.compileScript(source, {
        filename: 'sandbox',
        ...(cachedData === undefined ? { produceCachedData: true } : { cachedData }),
      }),
    ]);
    cachedData ??= (script as { cachedData?: ivm.ExternalCopy<ArrayBuffer> }).cachedData;
    const core = await script.run(context, { reference: true });
    const post: GuestPost = (...said) => cell.onPost(...said);
    const enter = (await core.apply(
      undefined,
      [
        new ivm.Callback(post, { ignored: true }),
        new ivm.Callback(answerGuest, { sync: true }),
        new ivm.ExternalCopy(guestBounds).copyInto({ release: true }),
      ],
      { result: { reference: true } },
    )) as ivm.Reference;
    await enter.apply(undefined, ['warm']);
    const cell: Cell = {
      isolate,
      context,
      memoryMb: limitMb,
      onPost: () => undefined,
      call: (args, timeoutMs) =>
        enter.apply(undefined, [...args], timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    };
    return cell;
  }

  function refill(): void {
    const wanted = memoryMb;
    while (wanted !== undefined && ready.length + making < limits.sandbox.warmIsolates) {
      making += 1;
      void make(wanted)
        .then(keep, () => undefined)
        .finally(() => (making -= 1));
    }
  }

  function keep(cell: Cell): void {
    if (cell.memoryMb === memoryMb) ready.push(cell);
    else cell.isolate.dispose();
  }

  return {
    async take(wantedMb) {
      if (wantedMb !== memoryMb) {
        memoryMb = wantedMb;
        for (const cell of ready.splice(0)) cell.isolate.dispose();
      }
      return ready.shift() ?? (await make(wantedMb));
    },
    refill,
  };
}
