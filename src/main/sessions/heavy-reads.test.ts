import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { createHeavyReads, type HeavyRequest } from './heavy-reads.ts';

interface Played {
  readonly asked: HeavyRequest[];
  hasEnded: boolean;
  answer(result: unknown): void;
}

/** Workers that a test plays. */
function play() {
  const workers: Played[] = [];
  const start = (): Worker => {
    const emitter = new EventEmitter();
    const worker: Played = {
      ...{ asked: [], hasEnded: false },
      answer: (result) => void emitter.emit('message', { id: worker.asked.at(-1)?.id, result }),
    };
    workers.push(worker);
    return Object.assign(emitter, {
      unref: () => undefined,
      postMessage: (request: HeavyRequest) => void worker.asked.push(request),
      terminate() {
        worker.hasEnded = true;
        emitter.emit('exit');
        return Promise.resolve(0);
      },
    }) as unknown as Worker;
  };
  return { workers, start };
}

const query = { query: 'tea' };

it('ends its worker when nobody has asked for a while, and never while it works', async () => {
  const clock = createDrivenClock();
  const { workers, start } = play();
  const reads = createHeavyReads('x.db', clock, start);
  const first = reads.search(query);
  workers[0]?.answer({ hits: [] });
  await first;
  await clock.advance(limits.search.workerIdleMs - 1);
  const second = reads.search(query);
  await clock.advance(limits.search.workerIdleMs);
  expect(workers[0]?.hasEnded).toBe(false);
  workers[0]?.answer({ hits: [] });
  expect(await second).toEqual({ hits: [] });
  await clock.advance(limits.search.workerIdleMs);
  expect(workers[0]?.hasEnded).toBe(true);
});

it('lets no search wait while the database is read through', async () => {
  const { workers, start } = play();
  const reads = createHeavyReads('x.db', createDrivenClock(), start);
  const check = reads.check();
  const search = reads.search(query);
  expect(workers.map(({ asked }) => asked.map(({ kind }) => kind))).toEqual([
    ['check'],
    ['search'],
  ]);
  workers[1]?.answer({ hits: [] });
  await search;
  workers[0]?.answer({ faults: [] });
  await check;
});

it('leaves nobody waiting when it is closed', async () => {
  const { start } = play();
  const reads = createHeavyReads('x.db', createDrivenClock(), start);
  const search = expect(reads.search(query)).rejects.toMatchObject({ code: 'INTERNAL' });
  await reads.close();
  await search;
});
