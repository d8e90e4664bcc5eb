import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import type { Connection } from './connection.ts';
import { createDrivenClock } from './driven-clock.ts';
import { openFileLog, type FileLog } from './file-log.ts';
import { createLogFeed } from './log-feed.ts';
import { endOfLog, searchLog } from './search-log.ts';

let dir: string;
let log: FileLog;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'log-'));
  log = openFileLog(dir, 'gateway');
});
afterEach(() => {
  log.close();
  rmSync(dir, { recursive: true, force: true });
});

const eventsOf = (lines: readonly string[]): string[] =>
  lines.map((line) => (JSON.parse(line) as { event: string }).event);
const search = (query: Partial<Parameters<typeof searchLog>[1]> = {}) =>
  searchLog(log.path, { limit: 1_000, ...query });

/** Fills the file until it is turned over, and says how many lines that took. */
function turnOver(mark: string): void {
  const filler = 'x'.repeat(50_000);
  const before = endOfLog(log.path).split(':')[0];
  for (let n = 0; endOfLog(log.path).split(':')[0] === before; n += 1)
    log.info(`filler.${mark}`, { n, filler });
}

describe('searching the log', () => {
  it('finds lines by level, word, component and turn, the oldest first', async () => {
    log.info('turn.resumed', { turnId: 't1' });
    log.warn('channel.retrying', { channel: 'Telegram' });
    log.error('turn.crashed', { turnId: 't2', sessionKey: 'agent:a:main' });
    expect(eventsOf((await search()).lines)).toEqual([
      'turn.resumed',
      'channel.retrying',
      'turn.crashed',
    ]);
    expect(eventsOf((await search({ level: 'warn' })).lines)).toHaveLength(2);
    expect(eventsOf((await search({ text: 'TELEGRAM' })).lines)).toEqual(['channel.retrying']);
    expect(eventsOf((await search({ component: 'turn' })).lines)).toHaveLength(2);
    expect(eventsOf((await search({ turnId: 't2' })).lines)).toEqual(['turn.crashed']);
    expect(eventsOf((await search({ sessionKey: 'agent:a:main' })).lines)).toHaveLength(1);
  });

  it('goes on from where it stopped, without a line twice or lost', async () => {
    for (let n = 0; n < 25; n += 1) log.info(`a.line-${n}`);
    const pages: string[][] = [];
    let before: string | undefined;
    do {
      const page = await search({ limit: 10, ...(before === undefined ? {} : { before }) });
      pages.unshift(eventsOf(page.lines));
      before = page.before;
    } while (before !== undefined);
    expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, n) => `a.line-${n}`));
  });

  it('reads on in files that were turned over, and a place stays when they are', async () => {
    log.info('first.line');
    const place = endOfLog(log.path);
    turnOver('one');
    log.info('last.line');
    const all = await search({ component: 'first' });
    expect(eventsOf(all.lines)).toEqual(['first.line']);
    expect(eventsOf((await search({ before: place })).lines)).toEqual(['first.line']);
    expect((await search({ before: 'gone:5' })).lines).toEqual([]);
  });

  it('stops after so many bytes and says where', async () => {
    for (let n = 0; n < 3; n += 1) turnOver(String(n));
    const first = await search({ text: 'no such word' });
    expect(first.lines).toEqual([]);
    expect(first.searchedBytes).toBeGreaterThanOrEqual(limits.log.searchBytes);
    expect(first.before).toBeDefined();
    const second = await search({ text: 'no such word', before: first.before });
    expect(second.before).toBeUndefined();
  });
});

describe('following the log', () => {
  function follower(id = 'c') {
    const sent: { lines: string[]; dropped: number }[] = [];
    const closers: (() => void)[] = [];
    let isTaken = true;
    const connection = {
      id,
      send: (_event: string, payload: { lines: string[]; dropped: number }) => {
        if (isTaken) sent.push(payload);
        return isTaken;
      },
      onClose: (listener: () => void) => void closers.push(listener),
    } as unknown as Connection;
    const close = (): void => closers.forEach((closer) => closer());
    return { connection, sent, closers, close, slow: (is: boolean) => void (isTaken = !is) };
  }

  it('gathers lines for a moment and leaves out those below the level', async () => {
    const clock = createDrivenClock();
    const feed = createLogFeed(log, clock);
    const { connection, sent } = follower();
    feed.follow(connection, 'warn');
    log.info('not.shown');
    log.warn('one.line');
    log.error('two.lines', { token: 'secret' });
    expect(sent).toEqual([]);
    await clock.advance(limits.log.followMs);
    expect(sent.map(({ lines }) => eventsOf(lines))).toEqual([['one.line', 'two.lines']]);
    expect(sent[0]?.lines.join()).not.toContain('secret');
  });

  it('counts what does not fit, and what a slow reader did not get', async () => {
    const clock = createDrivenClock();
    const feed = createLogFeed(log, clock);
    const { connection, sent, slow } = follower();
    feed.follow(connection, undefined);
    for (let n = 0; n < limits.log.followLines + 5; n += 1) log.info('a.line');
    await clock.advance(limits.log.followMs);
    expect(sent[0]).toMatchObject({ dropped: 5 });
    slow(true);
    log.info('a.line');
    await clock.advance(limits.log.followMs);
    slow(false);
    log.info('a.line');
    await clock.advance(limits.log.followMs);
    expect(sent[1]).toMatchObject({ dropped: 1 });
  });

  it('ends with the connection, and nobody listens to the log any more', async () => {
    const clock = createDrivenClock();
    let listeners = 0;
    const feed = createLogFeed(
      {
        onLine: (listener) => {
          listeners += 1;
          const stop = log.onLine(listener);
          return () => {
            listeners -= 1;
            stop();
          };
        },
      },
      clock,
    );
    const one = follower();
    feed.follow(one.connection, undefined);
    expect(listeners).toBe(1);
    one.close();
    expect(listeners).toBe(0);
  });

  it('waits once for the end of a connection, however often that begins to follow', () => {
    const feed = createLogFeed(log, createDrivenClock());
    const { connection, closers, close } = follower();
    for (let n = 0; n < 3; n += 1) {
      feed.follow(connection, undefined);
      feed.leave(connection);
    }
    expect(closers).toHaveLength(1);
    close();
  });
});

describe('the log', () => {
  it('does not count lines that its level leaves out', () => {
    const before = endOfLog(log.path);
    log.debug('not.written', { text: 'x' });
    expect(endOfLog(log.path)).toBe(before);
    expect(readFileSync(log.path, 'utf8')).toBe('');
  });
});
