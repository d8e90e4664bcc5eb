import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finishInline } from './finish-inline.ts';

describe('finishInline', () => {
  it.each([
    ['a **bold', 'a **bold**'],
    ['a **', 'a '],
    ['a **bold** b', 'a **bold** b'],
    ['run `npm i', 'run `npm i`'],
    ['run `', 'run '],
    ['see [the docs](https://exa', 'see the docs'],
    ['see [the do', 'see the do'],
    ['![alt](https://x', ''],
    ['a ~~gone', 'a ~~gone~~'],
    ['`**` is bold', '`**` is bold'],
    ['done.\nnow **x', 'done.\nnow **x**'],
  ])('%s becomes %s', (before, after) => {
    expect(finishInline(before)).toBe(after);
  });

  it('leaves code in an open fence alone', () => {
    expect(finishInline('```ts\nconst a = `x')).toBe('```ts\nconst a = `x');
  });

  it('changes nothing but the last line', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cut = text.lastIndexOf('\n') + 1;
        expect(finishInline(text).slice(0, cut)).toBe(text.slice(0, cut));
      }),
    );
  });
});
