import { startMessagesServer } from '../servers/anthropic/control.ts';
import { startGoogleServer } from '../servers/google/control.ts';
import { startOllamaServer } from '../servers/ollama/control.ts';
import { startResponsesServer } from '../servers/openai-responses/control.ts';
import { startModelServer } from '../servers/openai/control.ts';
import type { ConfigValues } from '../support/scene.ts';

/** A use of a tool, and how the offline assistant is asked for it in words. */
export interface Wish {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly offline: string;
}

/** A family of models: its server, its entry in the config, and how its model is asked to use a tool. */
export interface Family {
  readonly name: string;
  /** Of the agent, as `provider/model`. */
  readonly model: string;
  start(): Promise<{
    readonly provider: ConfigValues;
    /** What the server saw that no client should send. */
    listViolations(): Promise<readonly unknown[]>;
    stop(): Promise<unknown>;
  }>;
  ask(wish: Wish): string;
}

/** The local servers call the tool that a person's text names, and then say what it said. */
const askByName = ({ tool, args }: Wish): string =>
  `model:tool tool:${tool} args:${JSON.stringify(args)}`;

interface Server {
  readonly baseUrl: string;
  listViolations(): Promise<readonly unknown[]>;
  stop(): Promise<unknown>;
}

function family(
  name: string,
  api: string,
  model: string,
  startServer: () => Promise<Server & { readonly apiKey?: string }>,
): Family {
  return {
    name,
    model: `${name}/${model}`,
    ask: askByName,
    async start() {
      const server = await startServer();
      const { baseUrl, apiKey } = server;
      const provider = {
        ...{ api, baseUrl, models: [model] },
        ...(apiKey === undefined ? {} : { apiKey }),
      };
      return {
        provider,
        listViolations: () => server.listViolations(),
        stop: () => server.stop(),
      };
    },
  };
}

/** All of them; the offline assistant needs no server and understands words. */
export const families: readonly Family[] = [
  family('compatible', 'openai-compatible', 'tool', () => startModelServer()),
  family('responses', 'openai', 'tool', () => startResponsesServer()),
  family('claude', 'anthropic', 'tool', () => startMessagesServer()),
  family('gemini', 'google', 'tool', () => startGoogleServer()),
  family('llama', 'ollama', 'tool', () => startOllamaServer()),
  {
    name: 'offline',
    model: 'offline/assistant',
    ask: ({ offline }) => offline,
    start: () =>
      Promise.resolve({
        provider: { api: 'offline' },
        listViolations: () => Promise.resolve([]),
        stop: () => Promise.resolve(),
      }),
  },
];
