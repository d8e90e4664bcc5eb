import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader, encodeFrame } from './frame-stream.ts';

function read(pieces: readonly Buffer[], maxBytes = 1_000_000) {
  const frames: unknown[] = [];
  const broken: string[] = [];
  const reader = createFrameReader(
    maxBytes,
    (frame) => frames.push(frame),
    (reason) => broken.push(reason),
  );
  for (const piece of pieces) reader.push(piece);
  return { frames, broken };
}

describe('messages over a pipe', () => {
  it('come out as they went in, however the pipe cuts them', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.array(fc.nat(200)), (values, cuts) => {
        const plain = values.map((value) => JSON.parse(JSON.stringify(value)) as unknown);
        let rest = Buffer.concat(plain.map(encodeFrame));
        const pieces: Buffer[] = [];
        for (const cut of cuts) {
          pieces.push(rest.subarray(0, cut));
          rest = rest.subarray(cut);
        }
        expect(read([...pieces, rest])).toEqual({ frames: plain, broken: [] });
      }),
    );
  });

  it('end with one that is too long, before its text is there', () => {
    const header = Buffer.alloc(4);
    header.writeUInt32BE(101);
    const { frames, broken } = read([encodeFrame(1), header, encodeFrame(2)], 100);
    expect(frames).toEqual([1]);
    expect(broken).toEqual(['a message of 101 bytes']);
  });

  it('end with one that is no JSON', () => {
    const bad = Buffer.from([0, 0, 0, 2, 0x7b, 0x7b]);
    expect(read([bad, encodeFrame(1)])).toEqual({
      frames: [],
      broken: ['a message that is no JSON'],
    });
  });
});
