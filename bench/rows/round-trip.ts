import { connectFloor, startFloor } from '../floor/floor.ts';
import { makeConfig, makeState, startBenchGateway } from '../lib/gateway.ts';
import { summarise, timeEach } from '../lib/measure.ts';
import type { Row } from '../lib/row.ts';
import { createAsker } from '../lib/turns.ts';

const blocks = 10;

/**
 * One message after the other, from the request to the final event, on an instant model. The floor
 * is an echo, one FULL commit and one request to the same model. Both take turns, so that what
 * slows the machine down slows both.
 */
export const roundTripRow: Row = {
  name: 'round-trip',
  async measure(bench) {
    const perBlock = bench.isQuick ? 20 : 100;
    const gateway = await startBenchGateway(
      bench,
      await makeState(bench, 'trip', makeConfig(bench)),
    );
    const floor = await startFloor(bench);
    const client = await gateway.connect();
    const bare = await connectFloor(floor.url);
    const asker = createAsker(client);
    const ask = (index: number) => asker.ask('agent:assistant:trip', `message ${index}`);
    const askBare = (index: number) => bare.send(`turn ${index}`);
    await timeEach(50, ask);
    await timeEach(50, askBare);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let block = 0; block < blocks; block++) {
      ours.push(...(await timeEach(perBlock, ask)));
      theirs.push(...(await timeEach(perBlock, askBare)));
    }
    client.close();
    bare.close();
    await gateway.stop();
    await floor.stop();
    const [summary, floorSummary] = [summarise(ours), summarise(theirs)];
    return [
      {
        name: 'round-trip',
        title: 'round trip, instant model, durable (above the floor)',
        unit: 'ms',
        ours: summary,
        floor: floorSummary,
        judged: summary.median - floorSummary.median,
      },
    ];
  },
};
