import { readMemory } from '../lib/memory.ts';
import { makeConfig, makeState, startBenchGateway, type BenchGateway } from '../lib/gateway.ts';
import { rest, summarise, time, timeEach, type Summary } from '../lib/measure.ts';
import type { Bench, Row } from '../lib/row.ts';

/** A small piece of work, as models write them. */
const code =
  'const items = [{ price: 12.5, count: 3 }, { price: 4, count: 10 }];\nitems.reduce((sum, { price, count }) => sum + price * count, 0)';
/** Long enough that what the last call left behind is cleared away, as it is between two answers. */
const restMs = 15;
const atOnce = 8;
const waiting = 50;
const mebibyte = 1024 * 1024;

type Client = Awaited<ReturnType<BenchGateway['connect']>>;

async function invoke(client: Client, text: string): Promise<void> {
  const result = await client.request('tools.invoke', { name: 'code', args: { code: text } });
  if ((result as { isError: boolean }).isError) throw new Error(JSON.stringify(result));
}

/** The tool `code`, called over the gateway's socket: warm, cold, many at once. */
export const sandboxRow: Row = {
  name: 'sandbox',
  async measure(bench) {
    const cold = await measureCold(bench, bench.isQuick ? 3 : 10);
    const gateway = await startBenchGateway(
      bench,
      await makeState(bench, 'code', makeConfig(bench)),
    );
    const client = await gateway.connect();
    const floor = summarise(await timeEach(200, () => client.request('health', {})));
    const memory = await measureMemory(gateway, client);
    const warm = await measureWarm(client, bench.isQuick ? 100 : 400);
    const perSecond = await measureThroughput(client, bench.isQuick ? 200 : 1_000);
    client.close();
    await gateway.stop();
    return [
      {
        ...{ name: 'code-tool', title: 'code tool, warm sandbox, p50', unit: 'ms' },
        ...{ ours: warm, floor, judged: warm.median },
        note: 'the floor is a request that does nothing',
      },
      {
        ...{ name: 'code-cold', title: 'code tool, the first call', unit: 'ms' },
        ...{ ours: cold, judged: cold.median },
      },
      {
        ...{ name: 'code-per-second', title: `code tool, ${atOnce} callers`, unit: 'runs/s' },
        ...{ ours: summarise([perSecond]), judged: perSecond },
      },
      {
        ...{ name: 'code-memory', title: `${waiting} runs at once, above idle`, unit: 'MB' },
        ...{ ours: summarise([memory]), judged: memory },
        note: 'the process of the sandbox and all of its isolates',
      },
    ];
  },
};

async function measureCold(bench: Bench, count: number): Promise<Summary> {
  const samples: number[] = [];
  for (let index = 0; index < count; index++) {
    const stateDir = await makeState(bench, `code-cold-${index}`, makeConfig(bench));
    const gateway = await startBenchGateway(bench, stateDir);
    const client = await gateway.connect();
    samples.push(await time(() => invoke(client, code)));
    client.close();
    await gateway.stop();
  }
  return summarise(samples);
}

async function measureWarm(client: Client, count: number): Promise<Summary> {
  await timeEach(20, () => invoke(client, code));
  const samples: number[] = [];
  for (let index = 0; index < count; index++) {
    await rest(restMs);
    samples.push(await time(() => invoke(client, code)));
  }
  return summarise(samples);
}

/** Runs a second. */
async function measureThroughput(client: Client, count: number): Promise<number> {
  let left = count;
  const call = async (): Promise<void> => {
    while (left-- > 0) await invoke(client, code);
  };
  const tookMs = await time(() => Promise.all(Array.from({ length: atOnce }, call)));
  return (count / tookMs) * 1_000;
}

/** Megabytes that many runs take which all are under way, beside the idle gateway. */
async function measureMemory(gateway: BenchGateway, client: Client): Promise<number> {
  const before = readMemory(gateway.pid).pssBytes;
  const wait = `${code}; await new Promise((done) => setTimeout(done, 3_000))`;
  const runs = Promise.all(Array.from({ length: waiting }, () => invoke(client, wait)));
  const samples: number[] = [];
  for (let isOver = false; !isOver;) {
    samples.push(readMemory(gateway.pid).pssBytes);
    isOver = await Promise.race([runs.then(() => true), rest(100).then(() => false)]);
  }
  await runs;
  return (Math.max(...samples) - before) / mebibyte;
}
