import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createEventQueue } from './event-queue.ts';

function makeQueue(limit = 4) {
  const calls = { start: vi.fn(), stop: vi.fn(), pause: vi.fn(), resume: vi.fn() };
  return { ...calls, queue: createEventQueue<number>({ limit, ...calls }) };
}

async function readAll(queue: AsyncIterable<number>): Promise<number[]> {
  const values: number[] = [];
  for await (const value of queue) values.push(value);
  return values;
}

describe('createEventQueue', () => {
  it('begins when it is read and stops once when all is read', async () => {
    const { queue, start, stop } = makeQueue();
    expect(start).not.toHaveBeenCalled();
    const read = readAll(queue);
    expect(start).toHaveBeenCalledOnce();
    queue.push(1);
    queue.push(2);
    queue.end();
    expect(await read).toEqual([1, 2]);
    expect(stop).toHaveBeenCalledOnce();
  });

  it('drops what waits and rejects when it fails, also after its end', async () => {
    const { queue, stop } = makeQueue();
    const iterator = queue[Symbol.asyncIterator]();
    queue.push(1);
    queue.push(2);
    queue.end();
    expect(await iterator.next()).toEqual({ value: 1, done: false });
    queue.fail(new Error('enough'));
    await expect(iterator.next()).rejects.toThrow('enough');
    expect(stop).toHaveBeenCalledOnce();
  });

  it('cannot fail any more when everything was read', async () => {
    const { queue } = makeQueue();
    const iterator = queue[Symbol.asyncIterator]();
    queue.end();
    await iterator.next();
    queue.fail(new Error('too late'));
    expect(await iterator.next()).toMatchObject({ done: true });
  });

  it('stops when the reader leaves, and ignores what comes after', async () => {
    const { queue, stop } = makeQueue();
    queue.push(1);
    for await (const value of queue) {
      expect(value).toBe(1);
      break;
    }
    queue.push(2);
    expect(stop).toHaveBeenCalledOnce();
  });

  it('asks for a pause at its limit and for more when half of it is read', async () => {
    const { queue, pause, resume } = makeQueue(4);
    const iterator = queue[Symbol.asyncIterator]();
    for (const value of [1, 2, 3, 4, 5]) queue.push(value);
    expect(pause).toHaveBeenCalledOnce();
    await iterator.next();
    await iterator.next();
    expect(resume).not.toHaveBeenCalled();
    await iterator.next();
    expect(resume).toHaveBeenCalledOnce();
  });

  it('hands out every value once and in order, however pushing and reading mix', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 60 }), async (steps) => {
        const { queue } = makeQueue(3);
        const iterator = queue[Symbol.asyncIterator]();
        const reads: Promise<IteratorResult<number>>[] = [];
        let pushed = 0;
        for (const isPush of steps) {
          if (isPush) queue.push(pushed++);
          else if (reads.length <= pushed)
            reads.push(lastSettled(reads).then(() => iterator.next()));
          await Promise.resolve();
        }
        queue.end();
        const values = (await Promise.all(reads)).filter((result) => !result.done);
        expect(values.map((result) => result.value)).toEqual(values.map((_, index) => index));
      }),
    );
  });
});

/** `for await` never asks for the next value before it has the last one. */
function lastSettled(reads: readonly Promise<unknown>[]): Promise<unknown> {
  return reads.at(-1) ?? Promise.resolve();
}
