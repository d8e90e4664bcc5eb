import { limits } from '../../shared/config/limits.ts';
import type { Clock } from '../platform/clock.ts';
import { killPointVariable } from '../platform/kill-points.ts';
import type { Logger } from '../platform/log.ts';
import { superviseProcess, type Supervised } from '../platform/supervise.ts';
import { hostEnv } from './host-env.ts';
import { hostWord, parseLine, type HostOrders } from './parent-line.ts';

export interface HostProcessDeps {
  readonly stateDir: string;
  readonly version: string;
  /** The Node program and the entry of the host, as in `[node, "node-host.ts"]`. */
  readonly command: readonly [execPath: string, ...args: string[]];
  /** The gateway's own environment; a host gets the little of it that it needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the configuration calls a channel now, by the name that hosts have for it. */
  readonly nameOf?: (hostName: string) => string;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Starts a channel host as a supervised child.
 * @param onCrash gets the channel that began to work last, if any, and what ended the process
 */
export function startHostProcess(
  deps: HostProcessDeps,
  who: Pick<HostOrders, 'url' | 'token' | 'nodeId'>,
  onCrash: (suspect: string | undefined, reason: string) => void,
): Supervised {
  const { clock, stateDir, version } = deps;
  const log = deps.log.child({ nodeId: who.nodeId });
  const [execPath, ...args] = deps.command;
  const orders: HostOrders = { ...who, stateDir, version };
  let suspect: string | undefined;
  let starts = 0;

  const namedNow = (fields: Record<string, unknown>): Record<string, unknown> => {
    const { channel } = fields;
    if (typeof channel !== 'string' || !deps.nameOf) return fields;
    return { ...fields, channel: deps.nameOf(channel) };
  };

  function onLine(line: string): number | undefined {
    const word = parseLine(hostWord(), line);
    if (word === undefined) log.warn('host.printed', { chars: line.length });
    else if ('alive' in word) return word.alive;
    else if ('working' in word) suspect = word.working;
    else log[word.log](word.event, namedNow(word.fields));
    return undefined;
  }

  const supervised = superviseProcess({
    command() {
      const { [killPointVariable]: point, ...env } = hostEnv(deps.env);
      starts += 1;
      // A crash test wants one crash; what is started after it must live.
      const armed = point !== undefined && starts === 1 ? { [killPointVariable]: point } : {};
      return { execPath, args, env: { ...env, ...armed } };
    },
    firstLine: () => JSON.stringify(orders),
    onLine,
    onCrash: (reason) => onCrash(suspect, reason),
    askEveryMs: limits.node.aliveEveryMs,
    endMs: limits.node.shutdownMs + limits.node.endGraceMs,
    restart: {
      backoff: { baseMs: limits.node.restartBaseMs, capMs: limits.node.restartCapMs },
      floorMs: limits.node.restartBaseMs,
      stableMs: limits.node.stableMs,
    },
    clock,
    log,
  });
  supervised.start();
  return supervised;
}
