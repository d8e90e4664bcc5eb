import { describe, expect, it } from 'vitest';
import type { ToolContext } from '../tool.ts';
import { askAboutUrl } from './ask-about-url.ts';
import { isHostNamed } from './named-hosts.ts';

describe('isHostNamed', () => {
  it.each([
    ['look at https://shop.example/cart?x=1', 'shop.example'],
    ['what is on shop.example?', 'shop.example'],
    ['see (http://shop.example).', 'shop.example'],
    ['[shop](https://shop.example/a)', 'shop.example'],
    ['SHOP.Example:8080/x', 'shop.example'],
    ['www.shop.example', 'shop.example'],
    ['shop.example', 'www.shop.example'],
    ['read bücher.example', 'xn--bcher-kva.example'],
    ['open http://127.0.0.1:3000/', '127.0.0.1'],
    ['open localhost:3000', 'localhost'],
    ['open http://[::1]:3000/x', '::1'],
    ['**shop.example**', 'shop.example'],
  ])('%s names %s', (text, host) => {
    expect(isHostNamed([text], host)).toBe(true);
  });

  it.each([
    ['evil-shop.example', 'shop.example'],
    ['shop.example.evil.test', 'shop.example'],
    ['sub.shop.example', 'shop.example'],
    ['shop.example', 'sub.shop.example'],
    ['https://evil.test/?u=shop.example', 'shop.example'],
    ['https://shop.example@evil.test/', 'shop.example'],
    ['write to ann@shop.example', 'shop.example'],
    ['shop', 'shop.example'],
    ['', 'shop.example'],
  ])('%s does not name %s', (text, host) => {
    expect(isHostNamed([text], host)).toBe(false);
  });
});

describe('askAboutUrl', () => {
  const context = { userTexts: ['see shop.example'] } as unknown as ToolContext;

  it('asks about a host that nobody has named, with a rule for that host alone', () => {
    expect(askAboutUrl('Read', 'https://shop.example/x', context)).toBeUndefined();
    expect(askAboutUrl('Read', 'https://other.example:8443/x?data=1', context)).toEqual({
      reason: 'Read https://other.example:8443/x?data=1: nobody has named other.example:8443 here',
      always: { url: 'https://other.example:8443/*' },
    });
  });

  it('offers no rule that would fit every host', () => {
    expect(askAboutUrl('Read', 'https://*/', context)).toBeUndefined();
  });
});
