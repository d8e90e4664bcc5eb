import { fileURLToPath } from 'node:url';
import { startCoreServer, type CoreCalls, type CoreOptions } from '../model-core/control.ts';
import type { ServerHandle } from '../server-process.ts';

/** A running Ollama server. */
export interface OllamaServer extends CoreCalls, ServerHandle {
  readonly baseUrl: string;
}

/** Starts an Ollama server as a process of its own and waits until it listens. */
export async function startOllamaServer(options: CoreOptions = {}): Promise<OllamaServer> {
  const program = fileURLToPath(new URL('main.ts', import.meta.url));
  const server = await startCoreServer(program, options);
  return { ...server, baseUrl: `http://127.0.0.1:${server.port}` };
}
