import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { findDatabase } from '../../e2e/crash/snapshot.ts';
import { makeConfig, makeState, startBenchGateway } from '../lib/gateway.ts';
import { summarise, timeEach } from '../lib/measure.ts';
import type { Row } from '../lib/row.ts';
import { seedMessages } from '../seed/seed.ts';
import { commonWord, frequentWord, rareWord } from '../seed/words.ts';

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

/** Full-text search, newest first, as a client asks for it. */
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
    ];
  },
};

const pick = (index: number): string => queries[index % queries.length] ?? '';

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
