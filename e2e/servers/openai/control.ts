import { fileURLToPath } from 'node:url';
import { createControlPost } from '../control-client.ts';
import { startServerProcess, type ServerHandle } from '../server-process.ts';
import type { ControlInput, ControlName, ControlOutputs } from './control-contract.ts';

export type * from './control-contract.ts';

/** The key the server accepts unless told otherwise. */
export const DEFAULT_API_KEY = 'sk-test-local-model-server';

/** Every control call as a method; inputs and outputs are described in control-contract.ts. */
export type ModelCalls = {
  [K in ControlName]: Record<string, never> extends ControlInput<K>
    ? (input?: ControlInput<K>) => Promise<ControlOutputs[K]>
    : (input: ControlInput<K>) => Promise<ControlOutputs[K]>;
};

/** The handle of a running model server. */
export interface ModelControl extends ModelCalls {
  /** Ends in `/v1`, as providers' base URLs do. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly port: number;
  /** How often a model was asked with exactly this last user text. */
  countRequests(lastUserText: string): Promise<number>;
}

/** A server this process started. */
export type ModelServer = ModelControl & ServerHandle;

/** How the server starts. */
export interface ModelOptions {
  apiKey?: string;
  /** A fixed port, for tests that restart the server; else the system chooses. */
  port?: number;
  slowWordMs?: number;
  /** False for measuring: nothing is recorded. */
  isLogging?: boolean;
  /** True: the server lives on when this process dies; find it again with `connectModel`. */
  isDetached?: boolean;
}

/** Starts an OpenAI-compatible model server as a process of its own and waits until it listens. */
export async function startModelServer(options: ModelOptions = {}): Promise<ModelServer> {
  const apiKey = options.apiKey ?? DEFAULT_API_KEY;
  const args = ['--key', apiKey, '--port', String(options.port ?? 0)];
  if (options.slowWordMs !== undefined) args.push('--slow-word-ms', String(options.slowWordMs));
  if (options.isLogging === false) args.push('--no-log');
  if (options.isDetached === true) args.push('--keep-alive');
  const handle = await startServerProcess({
    program: fileURLToPath(new URL('main.ts', import.meta.url)),
    args,
    isDetached: options.isDetached === true,
  });
  return { ...connectModel(handle.port, apiKey), ...handle };
}

/** The control functions of a server that is already running on this machine. */
export function connectModel(port: number, apiKey = DEFAULT_API_KEY): ModelControl {
  const post = createControlPost(port);
  // The one cast: both ends are built from the same ControlOutputs, checked in control-routes.ts.
  const call = <K extends ControlName>(name: K) =>
    ((input?: ControlInput<K>) => post(name, input)) as ModelCalls[K];
  const listCounts = call('countByText');
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    apiKey,
    port,
    countRequests: async (lastUserText) =>
      (await listCounts()).find((entry) => entry.text === lastUserText)?.count ?? 0,
    configure: call('configure'),
    addScript: call('addScript'),
    clearScripts: call('clearScripts'),
    listRequests: call('listRequests'),
    countByText: listCounts,
    getTotals: call('getTotals'),
    listViolations: call('listViolations'),
    waitForRequests: call('waitForRequests'),
    releaseHangs: call('releaseHangs'),
  };
}
