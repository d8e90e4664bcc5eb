import { watch } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseJson5 } from './parse-floor.ts';
import { makeConfig, makeState, startBenchGateway } from '../lib/gateway.ts';
import { rest, summarise, type Summary } from '../lib/measure.ts';
import type { Bench, Row } from '../lib/row.ts';

/** As large a file as the budget speaks of. */
const promptChars = 60_000;

/** From the beginning of a save to the event that says that it took effect. */
export const saveRow: Row = {
  name: 'save-to-applied',
  async measure(bench) {
    const saves = bench.isQuick ? 20 : 100;
    const floor = await measureFloor(bench, saves);
    const stateDir = await makeState(bench, 'save', makeConfig(bench));
    const gateway = await startBenchGateway(bench, stateDir);
    const client = await gateway.connect();
    let applied = (): void => undefined;
    client.onEvent((event) => {
      if (event === 'config.changed') applied();
    });
    const file = path.join(stateDir, 'openclaw.json');
    const ours = await measureSaves(bench, file, saves, (resolve) => (applied = resolve));
    client.close();
    await gateway.stop();
    return [
      {
        name: 'save-to-applied',
        title: 'save (60 KiB) to applied (p95)',
        unit: 'ms',
        ours,
        floor,
        judged: ours.p95,
      },
    ];
  },
};

async function measureSaves(
  bench: Bench,
  file: string,
  saves: number,
  whenApplied: (resolve: () => void) => void,
): Promise<Summary> {
  const samples: number[] = [];
  for (let index = 0; index < saves; index++) {
    const text = JSON.stringify(makeConfig(bench, makePrompt(index)), null, 2);
    const done = new Promise<void>((resolve) => whenApplied(resolve));
    const startedAt = performance.now();
    await writeFile(file, text);
    await done;
    samples.push(performance.now() - startedAt);
    // People do not save while the last save is being applied.
    await rest(30);
  }
  return summarise(samples);
}

function makePrompt(index: number): string {
  return `${index} ${'You are a helpful assistant. '.repeat(promptChars / 29)}`;
}

/** The bare parts: a watched directory, reading the file and parsing it. */
async function measureFloor(bench: Bench, saves: number): Promise<Summary> {
  const dir = await bench.makeDir('save-floor');
  const file = path.join(dir, 'openclaw.json');
  let applied = (): void => undefined;
  const watcher = watch(dir, () => {
    void readFile(file, 'utf8').then((text) => {
      if (parseJson5(text) !== undefined) applied();
    });
  });
  const summary = await measureSaves(bench, file, saves, (resolve) => (applied = resolve));
  watcher.close();
  return summary;
}
