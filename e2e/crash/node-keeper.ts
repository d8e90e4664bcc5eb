import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { programArgs } from '../support/gateway-process.ts';
import { killNow, listHosts } from './processes.ts';
import type { SystemOptions } from './system-options.ts';
import { later } from './until.ts';

/** Keeps a channel host running as somebody on another machine would, and counts the kills. */
export interface NodeKeeper {
  readonly killCount: number;
  readonly isHit: boolean;
  killHost(): Promise<number>;
  stop(): Promise<void>;
}

const endMs = 10_000;

/** Starts `openclaw node` and starts it again each time it ends. */
export function createNodeKeeper(
  name: string,
  stateDir: string,
  url: string,
  token: string,
  { killPoint, disable }: SystemOptions,
): NodeKeeper {
  let killCount = 0;
  let isHit = false;
  let isStopping = false;
  let isDeathExpected = false;
  let child = start();

  function start(): ChildProcess {
    const { PATH, HOME, TMPDIR } = process.env;
    const isArmed = killPoint?.startsWith('host.') === true && !isHit;
    const words = ['node', '--url', url, '--name', name, '--state-dir', stateDir];
    const started = spawn(process.execPath, [...programArgs(), ...words], {
      stdio: 'ignore',
      env: {
        PATH,
        HOME,
        TMPDIR,
        NODE_ENV: 'test',
        OPENCLAW_GATEWAY_TOKEN: token,
        OPENCLAW_KILL_POINT: isArmed ? killPoint : '',
        OPENCLAW_TEST_DISABLE: disable ?? '',
      },
    });
    started.once('exit', () => {
      if (isStopping) return;
      if (!isDeathExpected) {
        isHit = true;
        killCount += 1;
      }
      isDeathExpected = false;
      child = start();
    });
    return started;
  }

  return {
    get killCount() {
      return killCount;
    },
    get isHit() {
      return isHit;
    },
    async killHost() {
      const running = child;
      const killed = listHosts(running.pid ?? -1).filter((pid) => {
        isDeathExpected = true;
        return killNow(pid);
      }).length;
      killCount += killed;
      if (killed > 0) await Promise.race([once(running, 'exit'), later(endMs)]);
      return killed;
    },
    async stop() {
      isStopping = true;
      const running = child;
      if (running.exitCode !== null || running.signalCode !== null) return;
      const below = listHosts(running.pid ?? -1);
      const gone = once(running, 'exit');
      running.kill('SIGTERM');
      await Promise.race([gone, later(endMs)]);
      running.kill('SIGKILL');
      below.forEach(killNow);
    },
  };
}
