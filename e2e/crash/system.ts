import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startModelServer, type ModelServer } from '../servers/openai/control.ts';
import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';
import { readToken } from '../support/gateway-process.ts';
import { toolName, toolOnceName, type Question } from './ledger.ts';
import { createGatewayKeeper } from './gateway-keeper.ts';
import { createNodeKeeper, type NodeKeeper } from './node-keeper.ts';
import { countOpen, readDatabase } from './snapshot.ts';
import type { SystemOptions } from './system-options.ts';
import { until } from './until.ts';
import { verify, type Verdict } from './verify.ts';

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
  /** Stops the gateway where it stands (SIGSTOP): it is there, and answers nobody. */
  freezeGateway(): Promise<void>;
  /** Kills the channel hosts there are just now; how many. */
  killHosts(): Promise<number>;
  /** Whether the armed kill point was hit, or is within `timeoutMs`. */
  isKillPointHit(timeoutMs: number): Promise<boolean>;
  /** Waits until no work is open, stops everything, and compares what was asked with what was done. */
  finish(questions: readonly Question[], timeoutMs: number): Promise<Verdict>;
  /** Ends all processes. The state directory is removed unless `isKept`. */
  dispose(isKept?: boolean): Promise<void>;
}

/** The node that runs the messenger when it is not the gateway's own. */
const farNode = 'far';

/** Starts all of it on a fresh state directory and waits until the gateway listens. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const [telegram, model] = await Promise.all([startTelegramServer(), startModelServer()]);
  const root = await mkdtemp(path.join(os.tmpdir(), 'openclaw-crash-'));
  const stateDir = path.join(root, 'state');
  await mkdir(stateDir);
  const node = options.isRemote === true ? farNode : 'local';
  await writeFile(path.join(stateDir, 'openclaw.json'), makeConfig(telegram, model, node));
  const gateway = createGatewayKeeper(stateDir, options, options.wrapper?.(root) ?? []);
  let far: NodeKeeper | undefined;
  const stop = async (): Promise<void> => {
    await Promise.all([far?.stop(), gateway.stop()]);
  };
  const stopServers = () => Promise.all([telegram.stop(), model.stop()]);
  const dispose = async (isKept = false): Promise<void> => {
    await stop();
    await stopServers();
    if (!isKept) await rm(root, { recursive: true, force: true });
  };
  const killCount = (): number => gateway.killCount + (far?.killCount ?? 0);

  try {
    const { url } = await gateway.running();
    const token = await readToken(stateDir);
    if (options.isRemote === true)
      far = createNodeKeeper(farNode, path.join(root, farNode), url, token, options);
    return {
      stateDir,
      telegram,
      model,
      get killCount() {
        return killCount();
      },
      whenUp: async () => ({ url: (await gateway.running()).url, token }),
      killGateway: () => gateway.kill(),
      freezeGateway: async () => (await gateway.running()).kill('SIGSTOP'),
      killHosts: () => far?.killHost() ?? gateway.killHosts(),
      isKillPointHit: (timeoutMs) => until(() => gateway.isHit || far?.isHit === true, timeoutMs),
      async finish(questions, timeoutMs) {
        await waitUntilIdle(stateDir, telegram, timeoutMs);
        await stop();
        const outside = await look(telegram, model);
        const database = readDatabase(stateDir);
        return verify({ questions, database, outside, kills: killCount() });
      },
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function makeConfig(telegram: TelegramServer, model: ModelServer, node: string): string {
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
        node,
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
