import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startFloor } from '../floor/floor.ts';
import { makeConfig, makeState, startBenchGateway } from '../lib/gateway.ts';
import { rest, summarise } from '../lib/measure.ts';
import { readMemory } from '../lib/memory.ts';
import type { Bench, Row } from '../lib/row.ts';

const counts = { must: 2_000, goal: 10_000, quick: 500 };

/** Full clients, each with a device identity of its own, from a process of their own. */
export const clientsRow: Row = {
  name: 'clients',
  async measure(bench) {
    const count = bench.isQuick ? counts.quick : counts.must;
    const floor = await startFloor(bench);
    const bare = await connectMany(floor.url, '', count, floor.pid);
    await floor.stop();
    const run = await runOnce(bench, count);
    const many = bench.isQuick ? undefined : await runOnce(bench, counts.goal).catch(String);
    const rest = typeof many === 'object' ? describe(counts.goal, many) : (many ?? '');
    return [
      {
        name: 'clients-connect',
        title: `full clients with device identity, ${count} at once`,
        unit: '/s',
        ours: summarise([run.perSecond]),
        floor: summarise([bare.perSecond]),
        judged: run.perSecond,
        note: `${describe(count, run)}; ${rest}`,
      },
      {
        name: 'clients-memory',
        title: 'memory of the gateway for each client',
        unit: 'KB',
        ours: summarise([run.kilobytesEach]),
        floor: summarise([bare.kilobytesEach]),
        judged: run.kilobytesEach,
      },
    ];
  },
};

interface Outcome {
  readonly seconds: number;
  readonly perSecond: number;
  readonly kilobytesEach: number;
}

function describe(count: number, { seconds, kilobytesEach }: Outcome): string {
  return `${count} in ${seconds.toFixed(1)} s, ${kilobytesEach.toFixed(1)} KB each`;
}

async function runOnce(bench: Bench, count: number): Promise<Outcome> {
  const stateDir = await makeState(bench, `clients-${count}`, makeConfig(bench));
  const gateway = await startBenchGateway(bench, stateDir);
  try {
    // The first clients load what is loaded on first use.
    await connectMany(gateway.url, gateway.token, 50, gateway.pid);
    return await connectMany(gateway.url, gateway.token, count, gateway.pid);
  } finally {
    await gateway.stop();
  }
}

const connected = z.object({ milliseconds: z.number() });

async function connectMany(
  url: string,
  token: string,
  count: number,
  pid: number,
): Promise<Outcome> {
  await rest(1_000);
  const before = readMemory(pid).rssBytes;
  const program = fileURLToPath(new URL('../clients-program.ts', import.meta.url));
  const child = fork(program, [url, token, String(count)]);
  const failed = once(child, 'exit').then(() => {
    throw new Error('the clients ended before all were connected');
  });
  const [message] = (await Promise.race([once(child, 'message'), failed])) as [unknown];
  failed.catch(() => undefined);
  const { milliseconds } = connected.parse(message);
  await rest(2_000);
  const after = readMemory(pid).rssBytes;
  child.disconnect();
  await once(child, 'exit');
  return {
    seconds: milliseconds / 1_000,
    perSecond: (1_000 * count) / milliseconds,
    kilobytesEach: Math.max(0, after - before) / count / 1_024,
  };
}
