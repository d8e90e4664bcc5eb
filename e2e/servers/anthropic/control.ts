import { fileURLToPath } from 'node:url';
import { startCoreServer, type CoreCalls, type CoreOptions } from '../model-core/control.ts';
import type { ServerHandle } from '../server-process.ts';

/** The key the server accepts unless told otherwise. */
export const DEFAULT_API_KEY = 'sk-ant-test-local-messages-server';

/** A server of the Messages API that this process started. */
export type MessagesServer = CoreCalls &
  ServerHandle & {
    /** Ends in `/v1`, as the address in a config does. */
    readonly baseUrl: string;
    readonly apiKey: string;
  };

/** Starts a server of the Messages API as a process of its own and waits until it listens. */
export async function startMessagesServer(
  options: CoreOptions & { apiKey?: string } = {},
): Promise<MessagesServer> {
  const apiKey = options.apiKey ?? DEFAULT_API_KEY;
  const program = fileURLToPath(new URL('main.ts', import.meta.url));
  const server = await startCoreServer(program, options, ['--key', apiKey]);
  return { ...server, baseUrl: `http://127.0.0.1:${server.port}/v1`, apiKey };
}
