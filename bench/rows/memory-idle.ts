import { startFloor } from '../floor/floor.ts';
import { startBenchGateway } from '../lib/gateway.ts';
import { rest, summarise } from '../lib/measure.ts';
import { readMemory, type MemoryUse } from '../lib/memory.ts';
import type { Row } from '../lib/row.ts';
import { makeUsedState } from './start.ts';

const megabyte = 2 ** 20;

/** Resident memory of all processes, some seconds after the start, with one client come and gone. */
export const memoryIdleRow: Row = {
  name: 'memory-idle',
  async measure(bench) {
    const floor = await startFloor(bench);
    const gateway = await startBenchGateway(bench, await makeUsedState(bench));
    const client = await gateway.connect();
    await client.request('sessions.list', {});
    client.close();
    const samples: MemoryUse[] = [];
    for (let index = 0; index < (bench.isQuick ? 3 : 10); index++) {
      await rest(1_000);
      samples.push(readMemory(gateway.pid));
    }
    const bare = readMemory(floor.pid);
    await gateway.stop();
    await floor.stop();
    const ours = summarise(samples.map(({ rssBytes }) => rssBytes / megabyte));
    const shared = summarise(samples.map(({ pssBytes }) => pssBytes / megabyte));
    return [
      {
        name: 'memory-idle',
        title: 'resident memory, idle, all processes',
        unit: 'MB',
        ours,
        floor: summarise([bare.rssBytes / megabyte]),
        judged: ours.median,
        note: `${samples.at(-1)?.processes ?? 0} processes; PSS ${shared.median.toFixed(0)} MB`,
      },
    ];
  },
};
