import fc from 'fast-check';
import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { createNetGuard, type NetGuard } from './net-guard.ts';
import { readWebUrl, targetOf } from './read-url.ts';

function guardFor(addresses: readonly string[], allowPrivate: readonly string[] = []): NetGuard {
  return createNetGuard({
    allowPrivate,
    resolve: () => Promise.resolve(addresses),
    ownAddresses: () => [],
  });
}

const admitted = async (guard: NetGuard, url: string): Promise<readonly string[]> =>
  (await guard.admit(targetOf(readWebUrl(url)))).addresses;

/** All the ways browsers let the same IPv4 address be written. */
const spelling = fc
  .record({
    parts: fc.tuple(fc.constantFrom(127, 10), fc.nat(255), fc.nat(255), fc.nat(255)),
    count: fc.integer({ min: 1, max: 4 }),
    bases: fc.array(fc.constantFrom(8, 10, 16), { minLength: 4, maxLength: 4 }),
    isWide: fc.boolean(),
    hasDot: fc.boolean(),
  })
  .map(({ parts, count, bases, isWide, hasDot }) => {
    const lead = parts.slice(0, count - 1);
    const rest = parts.slice(count - 1).reduce((sum, part) => sum * 256 + part, 0);
    const text = [...lead, rest]
      .map((number, index) => {
        if (bases[index] === 16) return `0x${number.toString(16)}`;
        return bases[index] === 8 ? `0${number.toString(8)}` : String(number);
      })
      .join('.');
    const wide = isWide
      ? text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
      : text;
    return `http://${wide}${hasDot ? '.' : ''}/`;
  });

describe('the net guard', () => {
  it('sees through each spelling of a private address', async () => {
    await fc.assert(
      fc.asyncProperty(spelling, async (url) => {
        await expect(admitted(guardFor([]), url)).rejects.toMatchObject({
          code: 'WEB_ADDRESS_PRIVATE',
        });
      }),
    );
  });

  it.each([
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::a00:1]/',
    'http://[2002:a00:1::]/',
    'http://[fd00::1]/',
    'http://169.254.169.254/latest/meta-data/',
  ])('refuses %s', async (url) => {
    await expect(admitted(guardFor([]), url)).rejects.toMatchObject({
      code: 'WEB_ADDRESS_PRIVATE',
    });
  });

  it('looks at every address of a name, not only at the first', async () => {
    const guard = guardFor(['93.184.216.34', '10.0.0.5']);
    await expect(admitted(guard, 'http://mixed.example/')).rejects.toMatchObject({
      code: 'WEB_ADDRESS_PRIVATE',
      values: { host: 'mixed.example', address: '10.0.0.5', what: 'a private address' },
    });
    expect(await admitted(guardFor(['93.184.216.34']), 'http://fine.example/')).toEqual([
      '93.184.216.34',
    ]);
  });

  it('refuses a resolver that answers with what is no address', async () => {
    await expect(admitted(guardFor(['0x7f.1']), 'http://odd.example/')).rejects.toMatchObject({
      code: 'WEB_ADDRESS_PRIVATE',
    });
  });

  it('says when a name has no address', async () => {
    const failing = createNetGuard({
      allowPrivate: [],
      resolve: () => Promise.reject(new Error('ENOTFOUND')),
    });
    for (const guard of [guardFor([]), failing])
      await expect(admitted(guard, 'http://gone.example/')).rejects.toMatchObject({
        code: 'WEB_NAME_UNKNOWN',
      });
  });

  it('ends with its signal while a name is looked up', async () => {
    const guard = createNetGuard({ allowPrivate: [], resolve: () => new Promise(() => undefined) });
    const controller = new AbortController();
    const waiting = guard.admit({ host: 'slow.example', port: 80 }, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('gives a connection what was checked and nothing else', async () => {
    let answers = 0;
    const guard = createNetGuard({
      allowPrivate: [],
      resolve: () => Promise.resolve([answers++ === 0 ? '93.184.216.34' : '127.0.0.1']),
    });
    const { lookup } = await guard.admit({ host: 'rebind.example', port: 80 });
    const found = await new Promise((resolve) =>
      lookup('rebind.example', { all: true }, (_error, list) => resolve(list)),
    );
    expect(found).toEqual([{ address: '93.184.216.34', family: 4 }]);
    expect(answers).toBe(1);
    // The control: whoever asks again is given the other address.
    expect(await admittedOrCode(guard)).toBe('WEB_ADDRESS_PRIVATE');
  });

  it('keeps to the family that is asked for', async () => {
    const { lookup } = await guardFor(['93.184.216.34', '2606:4700::1']).admit({
      host: 'both.example',
      port: 443,
    });
    const ask = (family: number): Promise<string | LookupAddress[]> =>
      new Promise((resolve, reject) =>
        lookup('both.example', { family }, (error, address) =>
          error ? reject(error) : resolve(address),
        ),
      );
    expect(await ask(6)).toBe('2606:4700::1');
    expect(await ask(4)).toBe('93.184.216.34');
  });
});

async function admittedOrCode(guard: NetGuard): Promise<unknown> {
  return guard.admit({ host: 'rebind.example', port: 80 }).then(
    ({ addresses }) => addresses,
    (error: unknown) => (error as { code: string }).code,
  );
}

describe('what the owner allows', () => {
  it.each([
    [['127.0.0.1'], 'http://127.0.0.1:8080/', true],
    [['127.0.0.1:8080'], 'http://127.0.0.1:8080/', true],
    [['127.0.0.1:8080'], 'http://127.0.0.1:8081/', false],
    [['127.0.0.1:80'], 'http://127.0.0.1/', true],
    [['127.0.0.1:80'], 'https://127.0.0.1/', false],
    [['127.0.0.0/8'], 'http://127.1.2.3/', true],
    [['10.0.0.0/8'], 'http://127.0.0.1/', false],
    [['[::1]:9000'], 'http://[::1]:9000/', true],
    [['::1'], 'http://[::1]/', true],
    [['fd00::/8'], 'http://[fd12::1]/', true],
    [['127.0.0.1'], 'http://[::ffff:127.0.0.1]/', true],
    [['NAS.local'], 'http://nas.local/', true],
    [['nas.local:5000'], 'http://nas.local:5000/', true],
    [['nas.local:5000'], 'http://nas.local/', false],
    [['nas.local'], 'http://evil.nas.local/', false],
    [['*'], 'http://127.0.0.1/', false],
    [['http://127.0.0.1/'], 'http://127.0.0.1/', false],
    [['', '/', '300.0.0.0/8'], 'http://127.0.0.1/', false],
  ])('%j and %s: %j', async (allowPrivate, url, isAllowed) => {
    const guard = guardFor(['192.168.1.9'], allowPrivate);
    const outcome = await admitted(guard, url).then(
      () => true,
      (error: unknown) => (error as { code: string }).code,
    );
    expect(outcome).toBe(isAllowed ? true : 'WEB_ADDRESS_PRIVATE');
  });

  it('does not let an allowed name stand for the keys of a cloud', async () => {
    const guard = guardFor(['169.254.169.254'], ['nas.local']);
    await expect(admitted(guard, 'http://nas.local/')).rejects.toMatchObject({
      values: { what: 'a metadata address' },
    });
    const named = guardFor(['169.254.169.254'], ['169.254.169.254']);
    expect(await admitted(named, 'http://nas.local/')).toEqual(['169.254.169.254']);
  });
});

describe('readWebUrl', () => {
  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user@example.com/',
    'https://user:pass@example.com/',
    'https://*/',
    'https://exa*mple.com/',
    'http://a..b/',
    'http://[fe80::1%25eth0]/',
    'http://1.2.3.4.5/',
    'http://example.com:25/',
    'http://example.com:99999/',
    'example.com',
    '',
    `https://example.com/${'x'.repeat(9_000)}`,
  ])('refuses %s', (text) => {
    expect(() => readWebUrl(text)).toThrow(expect.objectContaining({ code: 'WEB_URL_INVALID' }));
  });

  it.each([
    ['HTTPS://Example.COM', 'https://example.com/'],
    ['https://example.com./x', 'https://example.com/x'],
    ['https:\\\\example.com\\x', 'https://example.com/x'],
    ['http://bücher.example/', 'http://xn--bcher-kva.example/'],
    ['http://example.com:80/', 'http://example.com/'],
    ['http://example.com:8080/', 'http://example.com:8080/'],
  ])('reads %s as %s', (text, href) => {
    expect(readWebUrl(text).href).toBe(href);
  });
});
