import { describe, expect, it } from 'vitest';
import { findOrder, isDurable } from './system-calls.ts';

const write = '7 pwrite64(22</s/gateway.db-wal>, "\\0\\0q1z\\0", 4096, 4152) = 4096';
const sync = '7 fdatasync(22</s/gateway.db-wal>) = 0';
const answer =
  '7 write(25<TCP:[127.0.0.1:1->127.0.0.1:2]>, "\\201{\\"id\\":\\"run-1\\"}", 20) = 20';
const judge = (...lines: string[]) => isDurable(findOrder(lines.join('\n'), 'q1z', '"id":"run-1"'));

describe('a trace', () => {
  it('is durable when the disk had the text before the acknowledgement', () => {
    expect(judge(write, sync, answer)).toBe(true);
    expect(judge(write, '7 fsync(22</s/gateway.db-wal>) = 0', answer)).toBe(true);
  });

  it('is durable also when a sync is interleaved with others', () => {
    const begun = '7 fsync(22</s/gateway.db-wal> <unfinished ...>';
    const done = '7 <... fsync resumed>)             = 0';
    expect(judge(write, begun, '8 write(1<pipe:[1]>, "x", 1) = 1', done, answer)).toBe(true);
    expect(judge(write, begun, answer, done)).toBe(false);
    expect(judge(write, begun, '8 <... fsync resumed>) = 0', answer)).toBe(false);
    expect(judge(begun, write, done, answer)).toBe(false);
  });

  it('is not durable without the write, the sync, or in another order', () => {
    expect(judge(sync, answer)).toBe(false);
    expect(judge(write, answer)).toBe(false);
    expect(judge(write, answer, sync)).toBe(false);
    expect(judge(sync, write, answer)).toBe(false);
    expect(judge(write, sync)).toBe(false);
  });

  it('does not take another file or a failed sync for it', () => {
    expect(judge(write, '7 fdatasync(22</s/spool.db>) = 0', answer)).toBe(false);
    expect(judge(write, '7 fdatasync(22</s/gateway.db-wal>) = -1 EIO', answer)).toBe(false);
  });
});
