import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { limits } from '../../../shared/config/limits.ts';
import type { ChannelRegistry } from '../../channels/registry.ts';
import { delay, systemClock, type Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import {
  acquireExclusiveLock,
  readLockNote,
  type ExclusiveLock,
} from '../../storage/exclusive-lock.ts';
import {
  checkOrders,
  hostOrders,
  hostQuestion,
  parseLine,
  type CheckWord,
  type HostWord,
} from '../parent-line.ts';
import { createNodeHost, type NodeHost } from './node-host.ts';
import { createParentLog } from './parent-log.ts';
import { runCheck } from './run-check.ts';

const lockName = 'host';
const lockPollMs = 100;
/** Above what a clean end may take; then the process ends without it. */
const lastResortMs = limits.node.shutdownMs + limits.node.endGraceMs;

/**
 * The channel host as a process: orders and questions come in on stdin, words go out on stdout.
 * It ends when stdin does, on SIGTERM and on SIGINT.
 */
export function runHostProgram(registry: ChannelRegistry, clock: Clock = systemClock): void {
  const say = (word: HostWord | CheckWord): void =>
    void process.stdout.write(`${JSON.stringify(word)}\n`);
  const log = createParentLog(say);
  const ending = new AbortController();
  let host: NodeHost | undefined;
  let lock: ExclusiveLock | undefined;
  let hasOrders = false;

  // The parent is gone: there is nobody to read, and no reason to fail.
  process.stdout.on('error', () => undefined);
  process.stdin.on('error', () => undefined);

  async function end(exitCode: number): Promise<void> {
    if (ending.signal.aborted) return;
    ending.abort(new Error('ending'));
    clock.after(lastResortMs, () => process.exit(1), { unref: true });
    await host?.stop().catch((error: unknown) => log.error('host.stop-failed', { error }));
    lock?.release();
    process.exit(exitCode);
  }

  function onFatal(error: unknown): void {
    log.error('host.failed', { error });
    void end(1);
  }

  async function begin(line: string): Promise<void> {
    const asked = parseLine(checkOrders(), line);
    if (asked) {
      say(await runCheck(asked, registry, clock, ending.signal));
      return end(0);
    }
    const { stateDir, ...address } = hostOrders().parse(JSON.parse(line));
    const dir = nodeDirOf(stateDir, address.nodeId);
    // Kept in reach: the lock is free as soon as its connection is collected as garbage.
    lock = await waitForLock(dir, clock, log, ending.signal);
    host = createNodeHost({
      address,
      dir,
      registry,
      onWork: (channel) => say({ working: channel }),
      onFatal,
      clock,
      log,
    });
    host.start();
  }

  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const question = hasOrders ? parseLine(hostQuestion(), line) : undefined;
    if (question !== undefined) say({ alive: question.ask });
    if (hasOrders) return;
    hasOrders = true;
    begin(line).catch((error: unknown) => {
      if (!ending.signal.aborted) onFatal(error);
    });
  });
  lines.on('close', () => void end(0));
  process.on('SIGTERM', () => void end(0));
  process.on('SIGINT', () => void end(0));
}

/** The folder of one node in a state directory. */
export function nodeDirOf(stateDir: string, nodeId: string): string {
  return join(stateDir, 'nodes', encodeURIComponent(nodeId));
}

/**
 * Two hosts on one folder would send everything twice. The newer one waits until the kernel has
 * freed the lock of the older one.
 */
async function waitForLock(
  dir: string,
  clock: Clock,
  log: Logger,
  signal: AbortSignal,
): Promise<ExclusiveLock> {
  let lock = acquireExclusiveLock(dir, lockName, 0);
  if (lock === undefined)
    log.warn('host.waits-for-lock', { dir, holder: readLockNote(dir, lockName)?.pid });
  while (lock === undefined) {
    await delay(clock, lockPollMs, signal);
    lock = acquireExclusiveLock(dir, lockName, 0);
  }
  return lock;
}
