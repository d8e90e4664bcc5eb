import { fileURLToPath } from 'node:url';
import { startCoreServer, type CoreCalls, type CoreOptions } from '../model-core/control.ts';
import type { ServerHandle } from '../server-process.ts';

/** The key the server accepts unless told otherwise. */
export const defaultGoogleKey = 'AIza-local-test-key';

/** A running Gemini server. */
export interface GoogleServer extends CoreCalls, ServerHandle {
  /** With the version of the API, as `models.providers.<id>.baseUrl` has it. */
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** Starts a Gemini server as a process of its own and waits until it listens. */
export async function startGoogleServer(
  options: CoreOptions & { apiKey?: string } = {},
): Promise<GoogleServer> {
  const apiKey = options.apiKey ?? defaultGoogleKey;
  const program = fileURLToPath(new URL('main.ts', import.meta.url));
  const server = await startCoreServer(program, options, ['--key', apiKey]);
  return { ...server, apiKey, baseUrl: `http://127.0.0.1:${server.port}/v1beta` };
}
