import { startMessagesServer } from '../../e2e/servers/anthropic/control.ts';
import { startGoogleServer } from '../../e2e/servers/google/control.ts';
import { startOllamaServer } from '../../e2e/servers/ollama/control.ts';
import { startResponsesServer } from '../../e2e/servers/openai-responses/control.ts';
import { makeState, startBenchGateway } from '../lib/gateway.ts';
import { rest, summarise, time } from '../lib/measure.ts';
import { readMemory } from '../lib/memory.ts';
import type { Bench, Reading, Row } from '../lib/row.ts';
import { createAsker } from '../lib/turns.ts';

/** A family of models and the local server that plays it. */
interface Family {
  readonly name: string;
  start(bench: Bench): Promise<{ readonly provider: object; stop(): Promise<void> }>;
}

const families: readonly Family[] = [
  {
    name: 'openai-compatible',
    start: async ({ model: { baseUrl, apiKey } }) => ({
      provider: { api: 'openai-compatible', baseUrl, apiKey },
      stop: () => Promise.resolve(),
    }),
  },
  {
    name: 'openai',
    async start() {
      const server = await startResponsesServer({ isLogging: false });
      const { baseUrl, apiKey } = server;
      return { provider: { api: 'openai', baseUrl, apiKey }, stop: () => server.stop() };
    },
  },
  {
    name: 'openai-chat',
    start: async ({ model: { baseUrl, apiKey } }) => ({
      provider: { api: 'openai', endpoint: 'chat', baseUrl, apiKey },
      stop: () => Promise.resolve(),
    }),
  },
  {
    name: 'anthropic',
    async start() {
      const server = await startMessagesServer({ isLogging: false });
      const { baseUrl, apiKey } = server;
      return { provider: { api: 'anthropic', baseUrl, apiKey }, stop: () => server.stop() };
    },
  },
  {
    name: 'google',
    async start() {
      const server = await startGoogleServer({ isLogging: false });
      const { baseUrl, apiKey } = server;
      return { provider: { api: 'google', baseUrl, apiKey }, stop: () => server.stop() };
    },
  },
  {
    name: 'ollama',
    async start() {
      const server = await startOllamaServer({ isLogging: false });
      return { provider: { api: 'ollama', baseUrl: server.baseUrl }, stop: () => server.stop() };
    },
  },
];

const sessions = 20;
const megabyte = 2 ** 20;

/** What each family of models costs: memory and time of its first answer, and turns a second. */
export const modelFamiliesRow: Row = {
  name: 'model-families',
  async measure(bench) {
    const readings: Reading[] = [];
    for (const family of families) readings.push(...(await measureFamily(bench, family)));
    return readings;
  },
};

async function measureFamily(bench: Bench, family: Family): Promise<Reading[]> {
  const server = await family.start(bench);
  const stateDir = await makeState(bench, family.name, {
    agents: { assistant: { model: 'bench/instant', default: true, tools: [] } },
    models: { providers: { bench: server.provider } },
  });
  const gateway = await startBenchGateway(bench, stateDir);
  const client = await gateway.connect();
  const asker = createAsker(client);
  const ask: Ask = (sessionKey, message) => asker.ask(sessionKey, message);
  const before = await settledMemory(gateway.pid);
  const firstMs = await time(() => ask('agent:assistant:first', 'hello'));
  const after = await settledMemory(gateway.pid);
  const total = bench.isQuick ? 700 : 4_200;
  const blocks: number[] = [];
  for (let block = 0; block < 7; block++) blocks.push(await rate(total / 7, ask));
  client.close();
  await gateway.stop();
  await server.stop();
  const turns = summarise(blocks);
  const make = (what: string, title: string, unit: string, judged: number): Reading => ({
    name: `${family.name}-${what}`,
    title: `${family.name}: ${title}`,
    unit,
    ours: undefined,
    judged,
  });
  return [
    make('first', 'first answer, its code loaded', 'ms', firstMs),
    make('memory', 'memory that the first answer adds', 'MB', (after - before) / megabyte),
    { ...make('turns', `turns a second, ${sessions} sessions`, '/s', turns.median), ours: turns },
  ];
}

type Ask = (sessionKey: string, message: string) => Promise<void>;

async function rate(count: number, ask: Ask): Promise<number> {
  const startedAt = performance.now();
  let next = 0;
  const lanes = Array.from({ length: sessions }, async (_, session) => {
    while (next < count) await ask(`agent:assistant:family-${session}`, `message ${next++}`);
  });
  await Promise.all(lanes);
  return (1_000 * count) / (performance.now() - startedAt);
}

/** The least of some readings: what is left when the collector has been. */
async function settledMemory(pid: number): Promise<number> {
  const samples: number[] = [];
  for (let index = 0; index < 5; index++) {
    await rest(400);
    samples.push(readMemory(pid).rssBytes);
  }
  return Math.min(...samples);
}
