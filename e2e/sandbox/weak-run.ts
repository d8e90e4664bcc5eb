import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { limits } from '../../src/shared/config/limits.ts';
import { escapeText, type Attack } from './attacks/attack.ts';
import type { Canary } from './canary.ts';
import type { WeakOrder, WeakReport } from './weak-host.ts';

const program = fileURLToPath(new URL('weak-host.ts', import.meta.url));
/** A process that does not answer for so long is blocked. */
const silenceMs = 2_500;
/** What attacks get before they are looked at. */
const settleMs = 700;
const lookEveryMs = 200;
const looks = 12;
const heavyBytes = 200 * 1024 * 1024;

type Pong = Extract<WeakReport, { kind: 'pong' }>;

/**
 * Runs an attack on the weak sandbox.
 * @returns how it succeeded, in a word; undefined when it did not
 */
export async function runOnWeak(attack: Attack, canary: Canary): Promise<string | undefined> {
  const child = fork(program, [], {
    env: { OPENCLAW_CANARY: canary.secret },
    execArgv: ['--max-old-space-size=96', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const visitsBefore = canary.visits();
  const waiting = new Map<string, (report: WeakReport) => void>();
  const state = { isSettled: false };
  child.on('message', (report: WeakReport) => {
    if (report.kind === 'settled') state.isSettled = true;
    waiting.get(report.kind)?.(report);
  });
  const gone = new Promise<'gone'>((resolve) => child.once('exit', () => resolve('gone')));
  const hear = (kind: WeakReport['kind']) =>
    new Promise<WeakReport>((resolve) => waiting.set(kind, resolve));
  const send = (order: WeakOrder): void => {
    if (child.connected) child.send(order);
  };

  try {
    await Promise.race([hear('ready'), gone]);
    const settled = hear('settled');
    send({ kind: 'run', attack, input: canary.input });
    await Promise.race([settled, gone, rest(settleMs)]);
    for (let look = 0; look < looks; look++) {
      const answer = hear('pong');
      send({ kind: 'ping' });
      const pong = await Promise.race([answer, gone, rest(silenceMs)]);
      if (pong === 'gone') return 'the process ended';
      if (pong === undefined) return 'the process does not answer';
      const success = judge(attack, pong as Pong, {
        pid: child.pid ?? 0,
        secret: canary.secret,
        isVisited: canary.visits() > visitsBefore,
      });
      if (success !== undefined) return success;
      await rest(lookEveryMs);
    }
    return !state.isSettled && attack.harm === 'unsettled' ? 'it never ends' : undefined;
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
}

function judge(
  attack: Attack,
  pong: Pong,
  seen: { pid: number; secret: string; isVisited: boolean },
): string | undefined {
  switch (attack.harm) {
    case 'reach':
      return judgeReach(pong, seen);
    case 'pollute':
      return pong.isPolluted ? 'it changed all objects' : undefined;
    case 'memory':
      return pong.rssBytes > heavyBytes ? 'it took memory' : undefined;
    case 'flood':
      return pong.saidChars > limits.sandbox.logChars * 4 || pong.calls > limits.sandbox.calls
        ? 'it flooded'
        : undefined;
    case 'late':
      return pong.lateCalls > 0 ? 'it went on after its end' : undefined;
    case 'block':
    case 'unsettled':
      return undefined;
  }
}

function judgeReach(
  pong: Pong,
  seen: { pid: number; secret: string; isVisited: boolean },
): string | undefined {
  if (pong.said.includes(escapeText(seen.pid))) return 'it reached the process';
  if (pong.said.includes(seen.secret)) return 'it read the secret';
  return seen.isVisited ? 'it reached the server' : undefined;
}

const rest = (delayMs: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), delayMs);
  });
