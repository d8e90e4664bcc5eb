import { cp } from 'node:fs/promises';
import path from 'node:path';
import { connectFloor, startFloor } from '../floor/floor.ts';
import { makeConfig, makeState, startBenchGateway } from '../lib/gateway.ts';
import { summarise, type Summary } from '../lib/measure.ts';
import type { Bench, Reading, Row } from '../lib/row.ts';
import { seedMessages } from '../seed/seed.ts';

/** From the start of the process to `hello-ok`, as a client sees it; headless, no messenger. */
export const startRow: Row = {
  name: 'start',
  async measure(bench) {
    const runs = bench.isQuick ? 5 : 20;
    const floor = await measureFloor(bench, runs);
    const clean = await measureStarts(bench, runs, (index) => makeState(bench, `clean-${index}`));
    const used = await makeUsedState(bench);
    const again = await measureStarts(bench, runs, async (index) => {
      const stateDir = await makeState(bench, `used-${index}`);
      await cp(used, stateDir, { recursive: true });
      return stateDir;
    });
    return [
      reading('start-clean', 'start to hello-ok, clean state', clean, floor),
      reading('start-used', 'start to hello-ok, used state (50,000 messages)', again, floor),
    ];
  },
};

function reading(name: string, title: string, ours: Summary, floor: Summary): Reading {
  return { name, title, unit: 'ms', ours, floor, judged: ours.median };
}

async function measureStarts(
  bench: Bench,
  runs: number,
  prepare: (index: number) => Promise<string>,
): Promise<Summary> {
  const samples: number[] = [];
  for (let index = 0; index < runs; index++) {
    const stateDir = await prepare(index);
    const startedAt = performance.now();
    const gateway = await startBenchGateway(bench, stateDir);
    const client = await gateway.connect();
    samples.push(performance.now() - startedAt);
    client.close();
    await gateway.stop();
  }
  return summarise(samples);
}

/** Bare Node with ws and SQLite, from the start of the process to the first echo. */
async function measureFloor(bench: Bench, runs: number): Promise<Summary> {
  const samples: number[] = [];
  for (let index = 0; index < runs; index++) {
    const startedAt = performance.now();
    const floor = await startFloor(bench);
    const client = await connectFloor(floor.url);
    await client.send('hello');
    samples.push(performance.now() - startedAt);
    client.close();
    await floor.stop();
  }
  return summarise(samples);
}

/** A state directory that was lived in. */
export async function makeUsedState(bench: Bench): Promise<string> {
  const stateDir = await makeState(bench, 'used', makeConfig(bench));
  await seedMessages(path.join(stateDir, 'db'), 50_000);
  const gateway = await startBenchGateway(bench, stateDir);
  await gateway.stop();
  return stateDir;
}
