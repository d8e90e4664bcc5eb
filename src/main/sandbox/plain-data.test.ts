import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlainData } from './plain-data.ts';

describe('data of foreign code', () => {
  it('is what it is as JSON', () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__')),
        (value) => {
          const json = JSON.stringify(value);
          expect(parsePlainData(json)).toEqual(JSON.parse(json));
        },
      ),
    );
  });

  it.each([
    ['{"__proto__":{"polluted":1},"a":2}', { a: 2 }],
    ['{"a":[{"__proto__":{"polluted":1}}]}', { a: [{}] }],
    [String.raw`{"\u005f_proto__":{"polluted":1},"a":2}`, { a: 2 }],
    [String.raw`{"\u005F\u005Fproto__":1}`, {}],
    ['{"text":"__proto__"}', { text: '__proto__' }],
  ])('has no key that names a prototype: %s', (json, data) => {
    const read = parsePlainData(json);
    expect(read).toEqual(data);
    expect('polluted' in Object.assign({}, read)).toBe(false);
    // Read plainly, it would be there.
    expect(JSON.stringify(JSON.parse(json))).toContain('__proto__');
  });
});
