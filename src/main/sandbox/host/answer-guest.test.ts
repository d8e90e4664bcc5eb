import { describe, expect, it } from 'vitest';
import { answerGuest } from './answer-guest.ts';

describe('what an isolate asks', () => {
  it('is random', () => {
    expect(answerGuest('uuid', '')).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(answerGuest('random', '4')).toMatch(/^[0-9a-f]{8}$/);
    expect(answerGuest('random', '1e12')).toHaveLength(2 * 65_536);
  });

  it('is an address, read and changed', () => {
    const read = answerGuest(
      'url',
      JSON.stringify({ href: '../b?c=d#e', base: 'https://x.y/z/a' }),
    );
    expect(JSON.parse(read)).toMatchObject({ href: 'https://x.y/b?c=d#e', origin: 'https://x.y' });
    const changed = { href: 'https://x.y/', part: 'port', value: '81' };
    expect(JSON.parse(answerGuest('url', JSON.stringify(changed)))).toMatchObject({
      host: 'x.y:81',
    });
  });

  it.each([
    ['url', 'no JSON'],
    ['url', '{"href":"no address"}'],
    ['url', 'null'],
    ['url', '{"href":{"toString":1}}'],
    ['random', '-1'],
    ['random', 'many'],
    ['else', ''],
    [{}, {}],
    ['url', 5],
    ['url', 'x'.repeat(100_000)],
  ])('gets an empty text when it makes no sense: %j %j', (kind, text) => {
    expect(answerGuest(kind, text)).toBe('');
  });

  it('cannot change parts of an address that are no parts', () => {
    const request = { href: 'https://x.y/', part: 'searchParams', value: 'a' };
    expect(JSON.parse(answerGuest('url', JSON.stringify(request)))).toMatchObject({
      href: 'https://x.y/',
    });
  });
});
