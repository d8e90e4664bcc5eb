import { limits } from '../../../shared/config/limits.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import { createFrameReader, encodeFrame } from '../frame-stream.ts';
import { orderFrame, reportFrame, type Order, type Report } from '../frames.ts';
import { createIsolatePool } from './isolate-pool.ts';
import { startRun, type Run } from './run-code.ts';

/** The pipes of the process, and its own end. */
export interface HostSurroundings {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly clock: Clock;
  /** Resident memory, in bytes. */
  readonly residentBytes: () => number;
  /** Ends the process at once, with a last word for the log. */
  readonly die: (reason: string) => never;
}

const bounds = limits.sandbox;
const mebibyte = 1024 * 1024;

/**
 * The program of the sandbox process: takes orders, runs them, reports. It never waits for an
 * isolate, so it always answers; when something in it is beyond repair it ends itself.
 */
export function runHost(around: HostSurroundings): void {
  const { clock } = around;
  const runs = new Map<number, { readonly run: Run; readonly memoryMb: number }>();
  const pool = createIsolatePool((reason) => around.die(reason));
  let watch: Timer | undefined;

  function report(said: Report): void {
    // What cannot pass the check never leaves: the gateway would end us for it.
    const checked = reportFrame().safeParse(said);
    if (checked.success) around.output.write(encodeFrame(checked.data));
    else around.die(`a report that is not valid: ${said.kind}`);
  }

  function start(order: Extract<Order, { kind: 'run' }>): void {
    const { id, memoryMb } = order;
    const run = startRun(order, {
      pool,
      clock,
      report,
      onWorn: (reason) => report({ kind: 'worn', reason }),
      onCleared() {
        runs.delete(id);
        pool.refill();
        report({ kind: 'cleared', id, residentBytes: around.residentBytes() });
      },
    });
    runs.set(id, { run, memoryMb });
    watchMemory();
  }

  /** The limit of an isolate is soft; this one is not. */
  function watchMemory(): void {
    watch ??= clock.after(bounds.residentEveryMs, () => {
      watch = undefined;
      const granted = [...runs.values()].reduce((sum, { memoryMb }) => sum + memoryMb, 0);
      const limitMb = bounds.residentMb + granted * bounds.residentFactor;
      if (around.residentBytes() > limitMb * mebibyte) around.die(`more than ${limitMb} MB`);
      if (runs.size > 0) watchMemory();
    });
  }

  function follow(order: Order): void {
    switch (order.kind) {
      case 'run': {
        start(order);
        return;
      }
      case 'reply':
        return runs.get(order.id)?.run.reply(order.call, order.isOk, order.json);
      case 'stop':
        return runs.get(order.id)?.run.stop();
      case 'ask': {
        report({ kind: 'alive', ask: order.ask });
        return;
      }
    }
  }

  const reader = createFrameReader(
    bounds.frameBytes,
    (value) => {
      const order = orderFrame().safeParse(value);
      if (order.success) follow(order.data);
      else around.die('an order that is not valid');
    },
    (reason) => around.die(`the orders end with ${reason}`),
  );
  around.input.on('data', (chunk: Buffer) => reader.push(chunk));
  around.input.on('end', () => around.die('nobody is there any more'));
  report({ kind: 'ready' });
}
