import { readCpuMs } from '../../e2e/crash/processes.ts';
import { connectFloor, startFloor } from '../floor/floor.ts';
import { makeConfig, makeState, startBenchGateway } from '../lib/gateway.ts';
import { rest, summarise } from '../lib/measure.ts';
import { readMemory } from '../lib/memory.ts';
import type { Bench, Row } from '../lib/row.ts';
import { createAsker } from '../lib/turns.ts';

const sessions = 20;
const firstTurns = 200;
const megabyte = 2 ** 20;

/** Turns a second with 20 sessions at once, and what memory does over 10,000 turns. */
export const turnsRow: Row = {
  name: 'turns',
  async measure(bench) {
    const total = bench.isQuick ? 2_000 : 10_000;
    const floor = await measureFloor(bench, Math.min(total, 4_000));
    const gateway = await startBenchGateway(
      bench,
      await makeState(bench, 'turns', makeConfig(bench)),
    );
    const client = await gateway.connect();
    const asker = createAsker(client);
    const ask = (session: number, index: number) =>
      asker.ask(`agent:assistant:turns-${session}`, `message ${index}`);
    await askAll(firstTurns, ask);
    const before = await settledMemory(gateway.pid);
    const blocks: number[] = [];
    const perBlock = (total - firstTurns) / 7;
    const cpuBeforeMs = readCpuMs(gateway.pid);
    for (let block = 0; block < 7; block++) blocks.push(await rate(perBlock, ask));
    const cpuMs = (readCpuMs(gateway.pid) - cpuBeforeMs) / (total - firstTurns);
    const after = await settledMemory(gateway.pid);
    const { memory } = await client.request('health', {});
    client.close();
    await gateway.stop();
    const ours = summarise(blocks);
    return [
      {
        name: 'turns-per-second',
        title: `turns a second, ${sessions} sessions, durable`,
        unit: '/s',
        ours,
        floor: floor.summary,
        judged: ours.median,
        note: `processor time of a turn: ours ${cpuMs.toFixed(2)} ms, floor ${floor.cpuMs.toFixed(2)} ms`,
      },
      {
        name: 'memory-growth',
        title: `memory after ${total} turns, relative to after ${firstTurns} (note: before, after, heap)`,
        unit: '%',
        ours: undefined,
        judged: (100 * (after - before)) / before,
        note: [before, after, memory.heapUsedBytes]
          .map((bytes) => `${(bytes / megabyte).toFixed(0)} MB`)
          .join(', '),
      },
    ];
  },
};

type Ask = (session: number, index: number) => Promise<void>;

/** Shares turns among the sessions; each has one under way at a time. */
async function askAll(count: number, ask: Ask): Promise<void> {
  let next = 0;
  const lanes = Array.from({ length: sessions }, async (_, session) => {
    while (next < count) await ask(session, next++);
  });
  await Promise.all(lanes);
}

async function rate(count: number, ask: Ask): Promise<number> {
  const startedAt = performance.now();
  await askAll(count, ask);
  return (1_000 * Math.round(count)) / (performance.now() - startedAt);
}

async function measureFloor(bench: Bench, total: number) {
  const floor = await startFloor(bench);
  const clients = await Promise.all(
    Array.from({ length: sessions }, () => connectFloor(floor.url)),
  );
  const ask: Ask = async (session, index) => clients[session]?.send(`turn ${index}`);
  await askAll(firstTurns, ask);
  const blocks: number[] = [];
  const cpuBeforeMs = readCpuMs(floor.pid);
  for (let block = 0; block < 7; block++) blocks.push(await rate(total / 7, ask));
  const cpuMs = (readCpuMs(floor.pid) - cpuBeforeMs) / total;
  for (const client of clients) client.close();
  await floor.stop();
  return { summary: summarise(blocks), cpuMs };
}

/** The least of some readings: what is left when the collector has been. */
async function settledMemory(pid: number): Promise<number> {
  const samples: number[] = [];
  for (let index = 0; index < 5; index++) {
    await rest(600);
    samples.push(readMemory(pid).rssBytes);
  }
  return Math.min(...samples);
}
