import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { startModelServer, type ModelServer } from '../servers/openai/control.ts';
import { connect, plainConnect, type Client } from './client.ts';
import {
  readToken,
  startGateway,
  type Ended,
  type GatewayProcess,
  type GatewayStart,
} from './gateway-process.ts';

/** A part of a config file, as plain values. */
export type ConfigValues = Readonly<Record<string, unknown>>;

export interface SceneOptions {
  /** Settings of the only agent; its model is `test/echo` unless told otherwise. */
  readonly agent?: ConfigValues;
  /** Settings of the provider `test`, which is the local model server. */
  readonly provider?: ConfigValues;
  /** Another name for that provider; the agent's model has to be one of it then. */
  readonly providerName?: string;
  /** Further sections, or other ones instead of those of the scene. */
  readonly config?: ConfigValues;
  /** How the gateway is started, beside the state directory. */
  readonly start?: Partial<GatewayStart>;
}

/** A gateway and a model server in processes of their own, on a state directory of their own. */
export interface Scene {
  readonly root: string;
  readonly stateDir: string;
  readonly configPath: string;
  readonly model: ModelServer;
  readonly gateway: GatewayProcess;
  readonly token: string;
  /** A new connection with the shared token. */
  connect(parts?: Parameters<typeof plainConnect>[1]): Promise<Client>;
  /** Writes the config as a person with an editor does. */
  saveConfig(text: string): Promise<void>;
  /** The text of a config with these settings. */
  configText(options?: Omit<SceneOptions, 'start'>): string;
  /** Reads the database with a connection of its own. */
  query<T>(sql: string, ...params: unknown[]): T[];
  /** What stands in the gateway's log. */
  log(): Promise<string>;
  /** Ends the gateway (SIGTERM unless told otherwise) and waits for it. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
  /** Starts the gateway again, on the same port. */
  start(options?: Partial<GatewayStart>): Promise<GatewayProcess>;
  dispose(): Promise<void>;
}

/** Makes a scene and waits until its gateway listens. */
export async function createScene(options: SceneOptions = {}): Promise<Scene> {
  const model = await startModelServer();
  const root = await mkdtemp(path.join(os.tmpdir(), 'openclaw-e2e-'));
  const stateDir = path.join(root, 'state');
  const configPath = path.join(stateDir, 'openclaw.json');
  await mkdir(stateDir);
  const configText: Scene['configText'] = (parts = options) =>
    JSON.stringify(makeConfig(model, parts), undefined, 2);
  await writeFile(configPath, configText());

  let gateway: GatewayProcess;
  let isUp = false;
  const start = async (parts: Partial<GatewayStart> = {}): Promise<GatewayProcess> => {
    gateway = await startGateway({ stateDir, ...options.start, ...parts });
    isUp = true;
    return gateway;
  };
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> => {
    isUp = false;
    return await gateway.end(signal);
  };
  const dispose = async (): Promise<void> => {
    if (isUp) await end('SIGKILL');
    await model.stop();
    await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  gateway = await start().catch(async (error: unknown) => {
    await dispose();
    throw error;
  });
  const token = await readToken(stateDir);
  return {
    root,
    stateDir,
    configPath,
    model,
    token,
    get gateway() {
      return gateway;
    },
    connect: (parts) => connect(gateway.url, plainConnect(token, parts)),
    saveConfig: (text) => writeFile(configPath, text),
    configText,
    query: <T>(sql: string, ...params: unknown[]) => readRows<T>(stateDir, sql, params),
    log: () => readFile(path.join(stateDir, 'logs/gateway.log'), 'utf8'),
    end,
    start: (parts) => start({ port: gateway.port, ...parts }),
    dispose,
  };
}

function makeConfig(model: ModelServer, options: SceneOptions): ConfigValues {
  const { agent, provider, providerName = 'test', config } = options;
  return {
    agents: {
      assistant: {
        model: 'test/echo',
        default: true,
        tools: ['wait', 'calculate', 'clock'],
        ...agent,
      },
    },
    models: {
      providers: {
        [providerName]: {
          api: 'openai-compatible',
          baseUrl: model.baseUrl,
          apiKey: model.apiKey,
          ...provider,
        },
      },
    },
    ...config,
  };
}

function readRows<T>(stateDir: string, sql: string, params: readonly unknown[]): T[] {
  const db = new Sqlite(path.join(stateDir, 'db/gateway.db'), { readonly: true });
  try {
    return db.prepare(sql).all(...params) as T[];
  } finally {
    db.close();
  }
}
