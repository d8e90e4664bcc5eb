import { createControlPost } from '../control-client.ts';
import { startServerProcess, type ServerHandle } from '../server-process.ts';
import type { ControlInput, ControlName, ControlOutputs } from './control-contract.ts';

export type * from './control-contract.ts';

/** Every control call as a method; inputs and outputs are described in control-contract.ts. */
export type CoreCalls = {
  [K in ControlName]: Record<string, never> extends ControlInput<K>
    ? (input?: ControlInput<K>) => Promise<ControlOutputs[K]>
    : (input: ControlInput<K>) => Promise<ControlOutputs[K]>;
};

/** How a server starts. */
export interface CoreOptions {
  /** A fixed port, for tests that restart the server; else the system chooses. */
  port?: number;
  /** False for measuring: nothing is recorded. */
  isLogging?: boolean;
}

/** The control functions of a server that runs on this machine. */
export function connectCore(port: number): CoreCalls {
  const post = createControlPost(port);
  // The one cast: both ends are built from the same ControlOutputs, checked in model-core.ts.
  const call = <K extends ControlName>(name: K) =>
    ((input?: ControlInput<K>) => post(name, input)) as CoreCalls[K];
  return {
    configure: call('configure'),
    addScript: call('addScript'),
    clearScripts: call('clearScripts'),
    listRequests: call('listRequests'),
    waitForRequests: call('waitForRequests'),
    getTotals: call('getTotals'),
    listViolations: call('listViolations'),
    releaseHangs: call('releaseHangs'),
  };
}

/** Starts a server as a process of its own and waits until it listens. */
export async function startCoreServer(
  program: string,
  options: CoreOptions,
  more: readonly string[] = [],
): Promise<CoreCalls & ServerHandle> {
  const args = ['--port', String(options.port ?? 0), ...more];
  if (options.isLogging === false) args.push('--no-log');
  const handle = await startServerProcess({ program, args });
  return { ...connectCore(handle.port), ...handle };
}
