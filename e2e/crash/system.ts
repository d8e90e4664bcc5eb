import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { KillPoint } from '../../src/main/platform/kill-points.ts';
import type { Protection } from '../../src/main/platform/protections.ts';
import { startModelServer, type ModelServer } from '../servers/openai/control.ts';
import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';
import { readToken, startGateway, type GatewayProcess } from '../support/gateway-process.ts';
import { toolName, toolOnceName, type Question } from './ledger.ts';
import { isAlive, killNow, listHosts } from './processes.ts';
import { countOpen, readDatabase } from './snapshot.ts';
import { verify, type Verdict } from './verify.ts';

export interface SystemOptions {
  /** Dies there once, at the n-th pass: `name` or `name:n`. */
  readonly killPoint?: KillPoint | `${KillPoint}:${number}`;
  readonly disable?: Protection;
  /** What goes before the gateway's program, such as a tracer; may keep files in `root`. */
  readonly wrapper?: (root: string) => readonly string[];
}

/** A gateway with its host, a messenger and a model, in which processes may be killed. */
export interface System {
  readonly stateDir: string;
  readonly telegram: TelegramServer;
  readonly model: ModelServer;
  /** Processes killed so far, by a kill point or by us. */
  readonly killCount: number;
  /** Where to connect, as soon as the gateway is up. */
  whenUp(): Promise<{ readonly url: string; readonly token: string }>;
  /** Kills the gateway at once; it is started again by itself. Resolves when it is gone. */
  killGateway(): Promise<void>;
  /** Kills the channel hosts there are just now; how many. */
  killHosts(): Promise<number>;
  /** Whether the armed kill point was hit, or is within `timeoutMs`. */
  isKillPointHit(timeoutMs: number): Promise<boolean>;
  /** Waits until no work is open, stops everything, and compares what was asked with what was done. */
  finish(questions: readonly Question[], timeoutMs: number): Promise<Verdict>;
  /** Ends all processes. The state directory is removed unless `isKept`. */
  dispose(isKept?: boolean): Promise<void>;
}

const pollMs = 25;

/** Starts all of it on a fresh state directory and waits until the gateway listens. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const [telegram, model] = await Promise.all([startTelegramServer(), startModelServer()]);
  const root = await mkdtemp(path.join(os.tmpdir(), 'openclaw-crash-'));
  const stateDir = path.join(root, 'state');
  await mkdir(stateDir);
  await writeFile(path.join(stateDir, 'openclaw.json'), makeConfig(telegram, model));
  const keeper = createKeeper(stateDir, options, options.wrapper?.(root) ?? []);
  const token = await keeper
    .gateway()
    .then(() => readToken(stateDir))
    .catch(async (error: unknown) => {
      await Promise.all([keeper.stop(), telegram.stop(), model.stop()]);
      throw error;
    });

  return {
    stateDir,
    telegram,
    model,
    get killCount() {
      return keeper.killCount;
    },
    whenUp: async () => ({ url: (await keeper.gateway()).url, token }),
    killGateway: () => keeper.killGateway(),
    killHosts: () => keeper.killHosts(),
    isKillPointHit: (timeoutMs) => until(() => keeper.isHit, timeoutMs),
    async finish(questions, timeoutMs) {
      await waitUntilIdle(stateDir, telegram, timeoutMs);
      await keeper.stop();
      const outside = await look(telegram, model);
      const database = readDatabase(stateDir);
      return verify({ questions, database, outside, kills: keeper.killCount });
    },
    async dispose(isKept = false) {
      await keeper.stop();
      await Promise.all([telegram.stop(), model.stop()]);
      if (!isKept) await rm(root, { recursive: true, force: true });
    },
  };
}

/** Keeps a gateway running whatever kills it, and counts the kills. */
interface Keeper {
  readonly killCount: number;
  readonly isHit: boolean;
  gateway(): Promise<GatewayProcess>;
  killGateway(): Promise<void>;
  killHosts(): Promise<number>;
  stop(): Promise<void>;
}

function createKeeper(
  stateDir: string,
  { killPoint, disable }: SystemOptions,
  wrapper: readonly string[],
): Keeper {
  /** Hosts that were seen alive; what of them is gone without us died at the kill point. */
  const hosts = new Set<number>();
  let port = 0;
  let killCount = 0;
  let isHit = false;
  let isStopping = false;
  let expectedDeath: number | undefined;
  let gateway = keepUp();

  async function keepUp(): Promise<GatewayProcess> {
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
      if (!isStopping) gateway = keepUp();
    });
    if (killPoint?.startsWith('host.') === true) void watchHosts(started.pid);
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
    gateway: () => gateway,
    async killGateway() {
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
      const gone = await Promise.race([running.exited, later(10_000)]);
      if (gone === undefined) running.kill('SIGKILL');
      // Nothing of ours may outlive us, also when it is broken.
      for (const pid of below) if (!(await until(() => !isAlive(pid), 2_000))) killNow(pid);
    },
  };
}

function makeConfig(telegram: TelegramServer, model: ModelServer): string {
  return JSON.stringify({
    agents: {
      assistant: {
        model: 'crash/echo',
        tools: [toolName, toolOnceName],
        default: true,
        contextTokens: 1_000_000,
      },
    },
    channels: {
      telegram: {
        token: telegram.token,
        apiRoot: telegram.apiRoot,
        access: { direct: 'open' },
      },
    },
    models: {
      providers: {
        crash: { api: 'openai-compatible', baseUrl: model.baseUrl, apiKey: model.apiKey },
      },
    },
  });
}

async function look(telegram: TelegramServer, model: ModelServer) {
  const [messages, modelRequests, refusals, modelRefusals] = await Promise.all([
    telegram.listMessages({ match: { sender: 'any' } }),
    model.countByText(),
    telegram.listViolations(),
    model.listViolations(),
  ]);
  const violations = [
    ...refusals.map((violation) => `Telegram ${violation.method}: ${violation.detail}`),
    ...modelRefusals.map((violation) => `model ${violation.path}: ${violation.detail}`),
  ];
  return { telegram: messages, modelRequests, violations };
}

/** That it never comes to rest is no error here: the verifier says what is open, and for whom. */
async function waitUntilIdle(
  stateDir: string,
  telegram: TelegramServer,
  timeoutMs: number,
): Promise<void> {
  await until(async () => {
    const { unconfirmed } = await telegram.getUpdateState();
    const open = countOpen(stateDir);
    return open.inbox + open.turns + open.outbox + unconfirmed.length === 0;
  }, timeoutMs);
}

/** For what tells nobody when it changes: other processes, and their databases. */
async function until(look: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const endAt = performance.now() + timeoutMs;
  for (;;) {
    if (await look()) return true;
    if (performance.now() > endAt) return false;
    await later(pollMs);
  }
}

function later(delayMs: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), delayMs);
  });
}
