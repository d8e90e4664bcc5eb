import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormats, regionalTag } from '../i18n/formats.ts';
import { formatAddress, parseAddress } from '../navigation/address.ts';
import { suggestCommands } from './chat/suggest-commands.ts';
import { describeArguments, fitsAtGlance, shortenReason } from './approvals/describe-arguments.ts';
import { splitNotice } from './chat/split-notice.ts';
import { groupByDay } from './conversation/group-by-day.ts';
import { splitSnippet } from './conversation/split-snippet.ts';

describe('addresses', () => {
  it('are read back as they were written', () => {
    const part = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), fc.string(), (parts, message) => {
        const address = parseAddress(formatAddress('chat', parts, { message }));
        expect(address).toEqual({ page: 'chat', parts, query: { message } });
      }),
    );
  });

  it('that are broken lead to the start', () => {
    expect(parseAddress('#/chat/%E0%A4%A')).toMatchObject({ page: 'chat', parts: ['%E0%A4%A'] });
    expect(parseAddress('')).toEqual({ page: '', parts: [], query: {} });
  });
});

describe('found words', () => {
  it('are told from the rest, and no text is lost', () => {
    expect(splitSnippet('a \u0002plan\u0003 b')).toEqual([
      { text: 'a ', isMatch: false },
      { text: 'plan', isMatch: true },
      { text: ' b', isMatch: false },
    ]);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = splitSnippet(text)
          .map((part) => part.text)
          .join('');
        expect(plain).toBe(text.replaceAll('\u0002', '').replaceAll('\u0003', ''));
      }),
    );
  });
});

describe('slash commands', () => {
  it('are offered by their beginning', () => {
    expect(suggestCommands('/re', []).map(({ value }) => value)).toEqual(['/reset', '/retry']);
    expect(suggestCommands('/', [])).toHaveLength(7);
  });

  it('are not offered in the middle of a text', () => {
    expect(suggestCommands('and/or', [])).toEqual([]);
    expect(suggestCommands('/new please', [])).toEqual([]);
  });

  it('offer models by any part of their name', () => {
    const models = [
      { id: 'openai/gpt-5', name: 'GPT-5' },
      { id: 'ollama/llama', name: 'Llama', available: false },
    ];
    expect(suggestCommands('/model LAM', models)).toMatchObject([
      { value: '/model ollama/llama', isAvailable: false },
    ]);
  });
});

describe('what a call is made with', () => {
  it('is shown word for word, and in the sidebar only when all of it fits', () => {
    const args = describeArguments({ url: 'https://a.example', tries: 2, more: { a: [1] } });
    expect(args[0]).toEqual({ name: 'url', text: 'https://a.example' });
    expect(args[1]?.text).toBe('2');
    expect(JSON.parse(args[2]?.text ?? '')).toEqual({ a: [1] });
    expect(fitsAtGlance(args.slice(0, 2))).toBe(true);
    expect(fitsAtGlance(describeArguments({ command: 'x'.repeat(200) }))).toBe(false);
    expect(fitsAtGlance(describeArguments({ command: '1\n2\n3\n4\n5' }))).toBe(false);
  });

  it('is not said twice by the reason', () => {
    const args = describeArguments({ command: 'echo  a\nb' });
    expect(shortenReason('Run on this computer: echo a b', args)).toBe('Run on this computer:');
    expect(shortenReason('It costs 2 €', args)).toBe('It costs 2 €');
    expect(shortenReason('Once more?', [])).toBe('Once more?');
  });
});

describe('a notice', () => {
  it('is told by its first line, without the marks of Markdown', () => {
    expect(splitNotice('❓ **Ada** asks: may I use **web\\_fetch**? `AB12`\nmore')).toEqual({
      line: 'Ada asks: may I use web_fetch? AB12',
      hasMore: true,
    });
    expect(splitNotice('All is well.\n\n')).toEqual({ line: 'All is well.', hasMore: false });
  });
});

describe('days', () => {
  const noon = new Date(2026, 10, 23, 12).getTime();
  const at = (daysAgo: number, hour: number): number =>
    new Date(2026, 10, 23 - daysAgo, hour).getTime();
  const session = (updatedAt: number) =>
    ({ updatedAt }) as Parameters<typeof groupByDay>[0][number];

  it('are counted in midnights, not in hours', () => {
    const groups = groupByDay([at(0, 0), at(1, 23), at(3, 1), at(30, 1)].map(session), noon);
    expect(groups.map(({ day }) => day)).toEqual(['today', 'yesterday', 'lastWeek', 'earlier']);
  });

  it('that are to come are counted in what one can wait for', () => {
    const formats = createFormats('en');
    const left = [500, 59_000, 119_000, 120_000, 29.6 * 60_000, 60 * 60_000, 5 * 3_600_000];
    expect(left.map((ms) => formats.until(noon + ms, noon))).toEqual([
      'in 1 sec.',
      'in 59 sec.',
      'in 119 sec.',
      'in 2 min.',
      'in 30 min.',
      'in 60 min.',
      'in 5 hr.',
    ]);
    expect(createFormats('de').until(noon + 3 * 60_000, noon)).toBe('in 3 Min.');
    expect(createFormats('de').size(3.4 * 1024 * 1024)).toBe('3,4 MB');
  });

  it('are written as the reader is used to', () => {
    const tag = regionalTag('en', ['de-DE', 'en-GB']);
    expect(createFormats(tag).time(at(0, 17))).toBe('17:00');
    expect(createFormats('de').day(noon)).toBe('Montag, 23. November 2026');
  });
});
