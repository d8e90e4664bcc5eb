import { GatewayClient } from '@openclaw/gateway-client';
import type { WireClient } from '../../e2e/crash/wire-client.ts';
import { connectFloor, startFloor } from '../floor/floor.ts';
import { makeConfig, makeState, startBenchGateway } from '../lib/gateway.ts';
import { summarise, timeEach } from '../lib/measure.ts';
import type { Row } from '../lib/row.ts';
import { createAsker } from '../lib/turns.ts';

/** The same round trip through the published client of the protocol, unmodified. */
export const officialClientRow: Row = {
  name: 'official-client',
  async measure(bench) {
    const count = bench.isQuick ? 100 : 500;
    const stateDir = await makeState(bench, 'official', makeConfig(bench));
    const gateway = await startBenchGateway(bench, stateDir);
    const floor = await startFloor(bench);
    const { client, stop } = await connectOfficial(gateway.url, gateway.token);
    const asker = createAsker(client);
    const ask = (index: number) => asker.ask('agent:assistant:official', `message ${index}`);
    await timeEach(50, ask);
    const ours = summarise(await timeEach(count, ask));
    const bare = await connectFloor(floor.url);
    await timeEach(50, (index) => bare.send(`turn ${index}`));
    const theirs = summarise(await timeEach(count, (index) => bare.send(`turn ${index}`)));
    stop();
    bare.close();
    await gateway.stop();
    await floor.stop();
    return [
      {
        name: 'round-trip-official-client',
        title: 'round trip through @openclaw/gateway-client (above the floor)',
        unit: 'ms',
        ours,
        floor: theirs,
        judged: ours.median - theirs.median,
      },
    ];
  },
};

type Listener = Parameters<WireClient['onEvent']>[0];

async function connectOfficial(url: string, token: string) {
  const listeners = new Set<Listener>();
  const connected = Promise.withResolvers<undefined>();
  const official = new GatewayClient({
    url,
    token,
    minProtocol: 4,
    maxProtocol: 4,
    onHelloOk: () => connected.resolve(undefined),
    onConnectError: (error) => connected.reject(error),
    onEvent: ({ event, payload }) => {
      for (const listener of listeners) listener(event, payload);
    },
  });
  official.start();
  await connected.promise;
  const client: Pick<WireClient, 'request' | 'onEvent'> = {
    request: (method, params) => official.request(method, params),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return { client, stop: () => official.stop() };
}
