import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { WireClient } from '../../e2e/crash/wire-client.ts';
import { findDatabase } from '../../e2e/crash/snapshot.ts';
import type { ParamsOf } from '../../src/shared/protocol/contract.ts';
import { makeConfig, makeState, startBenchGateway } from '../lib/gateway.ts';
import { summarise, timeEach } from '../lib/measure.ts';
import type { Row } from '../lib/row.ts';
import { personId } from '../seed/conversations.ts';
import { seedMessages } from '../seed/seed.ts';
import { commonWord, everyWord, frequentWord, rareWord } from '../seed/words.ts';

// From a word in every tenth message to one in a few of a million, alone, together, and in vain.
const queries = [
  commonWord,
  frequentWord,
  rareWord(3),
  rareWord(77),
  `${commonWord} ${frequentWord}`,
  `${commonWord} ${rareWord(5)}`,
  `${rareWord(8)} ${rareWord(9)}`,
  'zzznothing',
];

// What leaves much, little and nothing, by each thing one can filter by, and a few together.
const filters: readonly Omit<ParamsOf<'sessions.search'>, 'query'>[] = [
  { agentId: 'assistant' },
  { agentId: 'seldom' },
  { agentId: 'nobody' },
  { channel: 'web' },
  { channel: 'closed' },
  { personId: personId(7) },
  { state: 'failed' },
  { state: 'taken-over' },
  { state: 'running' },
  { minCostMicros: 1_000_000 },
  { minCostMicros: 1_990_000 },
  { archived: true },
  { fromAt: Date.UTC(2026, 0, 2), untilAt: Date.UTC(2026, 0, 3) },
  { agentId: 'helper', channel: 'web', state: 'failed', minCostMicros: 500_000 },
];
const filteredQueries = [...queries, everyWord];

/** Full-text search, newest first, as a client asks for it, over everything and with filters. */
export const searchRow: Row = {
  name: 'search',
  async measure(bench) {
    const messages = bench.isQuick ? 100_000 : 1_000_000;
    const runs = bench.isQuick ? 80 : 400;
    const stateDir = await makeState(bench, 'search', makeConfig(bench));
    bench.say(`seeding ${messages.toLocaleString('en')} messages`);
    await seedMessages(path.join(stateDir, 'db'), messages);
    const floor = await measureFloor(stateDir, runs);
    const gateway = await startBenchGateway(bench, stateDir);
    const client = await gateway.connect();
    const search = (index: number) =>
      client.request('sessions.search', { query: pick(index), limit: 20 });
    const first = await timeEach(1, () => search(0));
    await timeEach(queries.length, search);
    const ours = summarise(await timeEach(runs, search));
    const narrowed = await measureFilters(client, Math.ceil(runs / 80));
    client.close();
    await gateway.stop();
    return [
      {
        name: 'search',
        title: `search over ${messages.toLocaleString('en')} messages, newest first (p95)`,
        unit: 'ms',
        ours,
        floor,
        judged: ours.p95,
        note: `the first search takes ${first[0]?.toFixed(0) ?? '?'} ms`,
      },
      {
        name: 'search-filtered',
        title: `the same with filters (p95)`,
        unit: 'ms',
        ours: narrowed.pages,
        judged: narrowed.pages.p95,
        note: `a page with a hit, or all there is, comes within ${narrowed.mostPages} answers`,
      },
    ];
  },
};

const pick = (index: number): string => queries[index % queries.length] ?? '';

/** Asks on until something is found, as the interface does; each answer counts. */
async function measureFilters(client: WireClient, rounds: number) {
  const samples: number[] = [];
  let mostPages = 0;
  for (let round = 0; round < rounds; round++)
    for (const filter of filters)
      for (const query of filteredQueries) {
        const took = await askUntilFound(client, { ...filter, query, limit: 20 });
        samples.push(...took);
        mostPages = Math.max(mostPages, took.length);
      }
  return { pages: summarise(samples), mostPages };
}

/** The milliseconds of each answer. */
async function askUntilFound(
  client: WireClient,
  params: ParamsOf<'sessions.search'>,
): Promise<number[]> {
  const took: number[] = [];
  let cursor: string | undefined;
  let isFound = false;
  do {
    const startedAt = performance.now();
    const asked = cursor === undefined ? params : { ...params, cursor };
    const page = await client.request('sessions.search', asked);
    took.push(performance.now() - startedAt);
    isFound = page.hits.length > 0;
    ({ cursor } = page);
  } while (!isFound && cursor !== undefined);
  return took;
}

/** The same questions to the index itself, through a connection of this process. */
async function measureFloor(stateDir: string, runs: number) {
  const database = new Sqlite(findDatabase(stateDir), { readonly: true });
  const statement = database.prepare(
    'SELECT rowid FROM message_text WHERE message_text MATCH ? ORDER BY rowid DESC LIMIT 20',
  );
  const samples = await timeEach(runs, async (index) => statement.all(pick(index)));
  database.close();
  return summarise(samples);
}
