import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { systemClock } from '../../platform/clock.ts';
import { createPageReader, type PageReader } from './page-reader.ts';
import type { ReadablePage } from './readable-page.ts';

let reader: PageReader;
afterEach(() => reader.close());

const patienceMs = 90_000;

function read(
  html: string,
  signal = new AbortController().signal,
  format: 'markdown' | 'text' = 'text',
): Promise<ReadablePage> {
  const bytes = Buffer.from(html);
  return reader.read({ bytes, charset: undefined, url: 'https://a.example/', format }, signal);
}

describe('the page reader', () => {
  it('reads page after page in one thread', async () => {
    reader = createPageReader(systemClock);
    const [one, two] = await Promise.all([read('<p>one'), read('<p>two')]);
    expect([one.text, two.text]).toEqual(['one', 'two']);
  });

  it('makes addresses whole and leaves out what nobody reads', async () => {
    reader = createPageReader(systemClock);
    const html = `<base href="/b/"><p>to <a href="x">x</a> <a href="javascript:alert(1)">y</a></p>
      <script>no()</script><style>no{}</style><img alt="a cat" src="data:,x"><p hidden>unseen</p>`;
    const { text } = await read(html, undefined, 'markdown');
    expect(text).toContain('[x](https://a.example/b/x)');
    expect(text).toContain('(Picture: a cat)');
    expect(text).not.toMatch(/javascript|no\(|no\{|unseen|data:/);
  });

  it(
    'strips a page that takes more memory than there is, and goes on',
    async () => {
      reader = createPageReader(systemClock);
      const { text } = await read(`<title>Many</title>${'<b><i>x</i></b>'.repeat(330_000)}end`);
      expect(text).toContain('end');
      expect((await read('<p>next')).text).toBe('next');
    },
    patienceMs,
  );

  it('takes no more pages than may wait', async () => {
    reader = createPageReader(systemClock);
    const more = Array.from({ length: limits.web.readQueue + 1 }, () => read('<p>x'));
    const outcomes = await Promise.allSettled(more);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'WEB_READER_BUSY' } }]);
  });

  it('does not begin with a page whose turn is over', async () => {
    reader = createPageReader(systemClock);
    await expect(read('<p>x', AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
  });

  it('says nothing of a page rather than failing when its thread can not start', async () => {
    reader = createPageReader(systemClock, '/nowhere/worker.js');
    expect(await read('<p>x')).toEqual({ text: '' });
  });
});
