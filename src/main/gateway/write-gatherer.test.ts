import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { WriteGatherer } from './write-gatherer.ts';

function setUp(): { gatherer: WriteGatherer; stream: Duplex; writes: string[] } {
  const writes: string[] = [];
  const stream = new Duplex({
    read: () => undefined,
    writev(chunks, done) {
      writes.push(chunks.map(({ chunk }) => String(chunk)).join(''));
      done();
    },
  });
  return { gatherer: new WriteGatherer(stream), stream, writes };
}

it('what is sent in one round of the event loop leaves in one write', async () => {
  const { gatherer, stream, writes } = setUp();
  for (const frame of ['a', 'b', 'c']) {
    gatherer.hold();
    stream.write(frame);
    await Promise.resolve();
  }
  expect(writes).toEqual([]);
  await setImmediate();
  expect(writes).toEqual(['abc']);
  gatherer.hold();
  stream.write('d');
  await setImmediate();
  expect(writes).toEqual(['abc', 'd']);
});

it('without it each frame is a write of its own', async () => {
  const { stream, writes } = setUp();
  for (const frame of ['a', 'b']) stream.write(frame);
  await setImmediate();
  expect(writes).toEqual(['a', 'b']);
});

it('what was gathered still leaves when the connection is ended meanwhile', async () => {
  const { gatherer, stream, writes } = setUp();
  gatherer.hold();
  stream.write('a');
  stream.end('b');
  await setImmediate();
  expect(writes.join('')).toBe('ab');
});
