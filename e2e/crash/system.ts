import { existsSync, readFileSync, watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { KillPoint } from '../../src/main/platform/kill-points.ts';
import type { Protection } from '../../src/main/platform/protections.ts';
import { startModelServer, type ModelServer } from '../servers/openai/control.ts';
import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';
import { readToken, startGateway, type GatewayProcess } from './gateway-process.ts';
import { toolName, toolOnceName, type Question } from './ledger.ts';
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
  /** Kills the channel host, if there is one just now. */
  killHost(): Promise<boolean>;
  /** Whether the armed kill point was hit, or is within `timeoutMs`. */
  isKillPointHit(timeoutMs: number): Promise<boolean>;
  /** Waits until no work is open, stops everything, and compares what was asked with what was done. */
  finish(questions: readonly Question[], timeoutMs: number): Promise<Verdict>;
  /** Ends all processes. The state directory is removed unless `isKept`. */
  dispose(isKept?: boolean): Promise<void>;
}

const processRecord = z.object({ pid: z.int(), argv: z.array(z.string()) });
const preload = fileURLToPath(new URL('preload.ts', import.meta.url));

/** Starts all of it on a fresh state directory and waits until the gateway listens. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const [telegram, model] = await Promise.all([startTelegramServer(), startModelServer()]);
  const root = await mkdtemp(path.join(os.tmpdir(), 'openclaw-crash-'));
  const stateDir = path.join(root, 'state');
  const crashDir = path.join(root, 'processes');
  await mkdir(stateDir);
  await mkdir(crashDir);
  await writeFile(path.join(stateDir, 'openclaw.json'), makeConfig(telegram, model));
  const mark = path.join(crashDir, 'killed.json');
  const env = {
    NODE_ENV: 'test',
    NODE_OPTIONS: `--import=${preload}`,
    OPENCLAW_CRASH_DIR: crashDir,
    OPENCLAW_KILL_POINT: options.killPoint ?? '',
    OPENCLAW_TEST_DISABLE: options.disable ?? '',
  };
  let port = 0;
  let ownKills = 0;
  let isStopping = false;
  let gateway: Promise<GatewayProcess>;

  const run = async (): Promise<GatewayProcess> => {
    const started = await startGateway({
      stateDir,
      port,
      env,
      wrapper: options.wrapper?.(root) ?? [],
    });
    port = started.port;
    return started;
  };
  // A gateway that was killed is started again, also when it dies while it starts.
  const keepUp = (): Promise<GatewayProcess> =>
    run().then(
      (started) => {
        void started.exited.then(() => {
          if (!isStopping) gateway = keepUp();
        });
        return started;
      },
      (error: unknown) => {
        const wasKilled = existsSync(mark) && startFailures++ < 1;
        if (wasKilled && !isStopping) return keepUp();
        throw error;
      },
    );
  let startFailures = 0;

  const listProcesses = async () => {
    const files = (await readdir(crashDir)).filter((name) => name.startsWith('process-'));
    const records = await Promise.all(files.map((name) => readRecord(path.join(crashDir, name))));
    return records.filter((record) => record !== undefined && isOurs(record.pid, crashDir));
  };
  const stopGateway = async (): Promise<void> => {
    isStopping = true;
    const running = await gateway.catch(() => undefined);
    running?.kill('SIGTERM');
    const gone = await Promise.race([running?.exited, timeout(10_000)]);
    if (gone === 'late') running?.kill('SIGKILL');
  };

  gateway = keepUp();
  await gateway;
  const token = await readToken(stateDir);

  const system: System = {
    stateDir,
    telegram,
    model,
    get killCount() {
      return ownKills + (existsSync(mark) ? 1 : 0);
    },
    whenUp: async () => ({ url: (await gateway).url, token }),
    async killGateway() {
      const running = await gateway;
      ownKills += 1;
      running.kill('SIGKILL');
      await running.exited;
    },
    async killHost() {
      const { pid: gatewayPid } = await gateway;
      const hosts = (await listProcesses()).filter(
        (record) => record?.pid !== gatewayPid && isHost(record?.argv ?? []),
      );
      for (const host of hosts) if (host) process.kill(host.pid, 'SIGKILL');
      ownKills += hosts.length;
      return hosts.length > 0;
    },
    isKillPointHit: (timeoutMs) => waitForFile(mark, timeoutMs),
    async finish(questions, timeoutMs) {
      await waitUntilIdle(stateDir, telegram, timeoutMs);
      await stopGateway();
      const outside = await look(telegram, model);
      return verify({
        questions,
        database: readDatabase(stateDir),
        outside,
        kills: system.killCount,
      });
    },
    async dispose(isKept = false) {
      await stopGateway();
      for (const record of await listProcesses()) if (record) endProcess(record.pid);
      await Promise.all([telegram.stop(), model.stop()]);
      if (!isKept) await rm(root, { recursive: true, force: true });
    },
  };
  return system;
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

/** Another process's database tells nobody when it changes, so it is asked again and again. */
async function waitUntilIdle(
  stateDir: string,
  telegram: TelegramServer,
  timeoutMs: number,
): Promise<void> {
  const endAt = performance.now() + timeoutMs;
  for (;;) {
    const open = countOpen(stateDir);
    const { unconfirmed } = await telegram.getUpdateState();
    if (open.inbox + open.turns + open.outbox + unconfirmed.length === 0) return;
    // Not an error here: the verifier says what is open, and for whom.
    if (performance.now() > endAt) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function waitForFile(file: string, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (isLast: boolean): void => {
      const isThere = existsSync(file);
      if (!isThere && !isLast) return;
      watcher.close();
      clearTimeout(timer);
      resolve(isThere);
    };
    const watcher = watch(path.dirname(file), () => look(false));
    const timer = setTimeout(() => look(true), timeoutMs);
    look(false);
  });
}

async function readRecord(file: string): Promise<z.output<typeof processRecord> | undefined> {
  try {
    return processRecord.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Written this very moment, or by a process that died over it.
    return undefined;
  }
}

/** Whether a process lives and is one of this system: a number may have been given away again. */
function isOurs(pid: number, crashDir: string): boolean {
  try {
    return readEnvironment(pid).includes(crashDir);
  } catch {
    return false;
  }
}

function readEnvironment(pid: number): string {
  return readFileSync(`/proc/${pid}/environ`, 'utf8');
}

function isHost(argv: readonly string[]): boolean {
  return argv.some((arg) => /node-host\.[tj]s$/.test(arg)) || argv[2] === 'node';
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function timeout(delayMs: number): Promise<'late'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('late'), delayMs).unref();
  });
}
