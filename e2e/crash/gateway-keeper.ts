import { isAlive, killNow, listHosts } from './processes.ts';
import { NotStarted, startGateway, type RunningGateway } from './start-gateway.ts';
import type { SystemOptions } from './system-options.ts';
import { later, until } from './until.ts';

/** Keeps a gateway running whatever kills it, and counts the kills. */
export interface GatewayKeeper {
  readonly killCount: number;
  /** The armed kill point was hit, in the gateway or in a host it started. */
  readonly isHit: boolean;
  /** The gateway that runs, or the next one as soon as it listens. */
  running(): Promise<RunningGateway>;
  /** Kills it at once; resolves when it is gone. */
  kill(): Promise<void>;
  /** Kills the hosts below it; how many. */
  killHosts(): Promise<number>;
  stop(): Promise<void>;
}

const endMs = 10_000;
const hostEndMs = 3_000;
const pollMs = 25;

/** Starts a gateway and starts it again, on the same port, each time it ends. */
export function createGatewayKeeper(
  stateDir: string,
  { killPoint, disable, isRemote }: SystemOptions,
  wrapper: readonly string[],
): GatewayKeeper {
  const isHostPoint = killPoint?.startsWith('host.') === true && isRemote !== true;
  /** Hosts that were seen alive; what of them is gone without us died at the kill point. */
  const hosts = new Set<number>();
  let port = 0;
  let killCount = 0;
  let isHit = false;
  let isStopping = false;
  let expectedDeath: number | undefined;
  let gateway = keepUp();
  quiet(gateway);

  /** A kill point can lie on the way up as well. */
  async function keepUp(): Promise<RunningGateway> {
    try {
      return await start();
    } catch (error) {
      const wasKilled = error instanceof NotStarted && error.signal === 'SIGKILL';
      if (!wasKilled || isHit || isStopping) throw error;
      hit();
      return keepUp();
    }
  }

  async function start(): Promise<RunningGateway> {
    const env = {
      NODE_ENV: 'test',
      // What is started after the crash must live.
      OPENCLAW_KILL_POINT: isHit ? '' : (killPoint ?? ''),
      OPENCLAW_TEST_DISABLE: disable ?? '',
    };
    const started = await startGateway({ stateDir, port, env, wrapper });
    port = started.port;
    void started.exited.then(({ signal }) => {
      if (signal === 'SIGKILL' && expectedDeath !== started.pid) hit();
      if (!isStopping) quiet((gateway = keepUp()));
    });
    if (isHostPoint) void watchHosts(started.pid);
    return started;
  }

  function hit(): void {
    isHit = true;
    killCount += 1;
  }

  /** A host is no child of ours, so that nobody tells us when it dies. */
  async function watchHosts(gatewayPid: number): Promise<void> {
    const isWatched = (): boolean =>
      !isHit && !isStopping && expectedDeath !== gatewayPid && isAlive(gatewayPid);
    while (isWatched()) {
      for (const pid of listHosts(gatewayPid)) hosts.add(pid);
      await later(pollMs);
      // Whether we are still watching is asked after the look: a host follows its gateway.
      const isGone = [...hosts].some((pid) => !isAlive(pid));
      if (isGone && isWatched()) hit();
    }
    hosts.clear();
  }

  return {
    get killCount() {
      return killCount;
    },
    get isHit() {
      return isHit;
    },
    running: () => gateway,
    async kill() {
      const running = await gateway;
      expectedDeath = running.pid;
      killCount += 1;
      running.kill('SIGKILL');
      await running.exited;
    },
    async killHosts() {
      const { pid } = await gateway;
      const killed = listHosts(pid).filter(killNow).length;
      killCount += killed;
      return killed;
    },
    async stop() {
      isStopping = true;
      const running = await gateway.catch(() => undefined);
      if (!running) return;
      const below = listHosts(running.pid);
      running.kill('SIGTERM');
      const gone = await Promise.race([running.exited, later(endMs)]);
      if (gone === undefined) running.kill('SIGKILL');
      // Nothing of ours may outlive us, also when it is broken.
      for (const pid of below) if (!(await until(() => !isAlive(pid), hostEndMs))) killNow(pid);
    },
  };
}

/** That it does not come up is for those who wait for it. */
function quiet(gateway: Promise<unknown>): void {
  gateway.catch(() => undefined);
}
