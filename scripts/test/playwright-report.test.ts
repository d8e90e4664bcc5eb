import { expect, it } from 'vitest';
import { parsePlaywrightReport } from './playwright-report.ts';

const spec = (
  title: string,
  line: number,
  status: string,
  messages: (string | null)[],
): object => ({
  title,
  file: 'web/page.spec.ts',
  line,
  tests: [
    {
      status,
      results: messages.map((message) => (message === null ? {} : { error: { message } })),
    },
  ],
});

const planted = JSON.stringify({
  stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
  suites: [
    {
      specs: [spec('is well', 3, 'expected', [null])],
      suites: [
        { specs: [spec('fails', 9, 'unexpected', ['\u001b[31mexpected 1\u001b[39m', 'again'])] },
        { specs: [spec('passes later', 20, 'flaky', ['too slow', null])], suites: [] },
      ],
    },
  ],
});

it('names what failed with its place and its first error, in groups too', () => {
  const { stats, failures } = parsePlaywrightReport(planted);
  expect(stats).toEqual({ expected: 1, unexpected: 1, flaky: 1, skipped: 0 });
  expect(failures).toEqual(['web/page.spec.ts:9 fails\n  expected 1']);
});

it('names what passed at the second try only, with the error of the first', () => {
  expect(parsePlaywrightReport(planted).flaky).toEqual([
    'web/page.spec.ts:20 passes later\n  too slow',
  ]);
});

it('refuses a text that is no report', () => {
  expect(() => parsePlaywrightReport('{"suites": []}')).toThrow('stats');
});
