import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '../../shared/errors/index.ts';
import { expandText, type Lookup } from './expand.ts';
import { findsBug, fuzzSettings, fuzzTimeoutMs } from './fuzz-settings.ts';

const lookup: Lookup = {
  env: { A: 'one', AB: '$A', _X9: '', B: '${A}' },
  secrets: { read: (name) => (name === 's.1-x' ? 'hidden' : undefined) },
  stateDir: '/state',
};

const pieces = fc.constantFrom(
  ...[
    '$',
    '$$',
    '{',
    '}',
    '${',
    'A',
    'AB',
    'B',
    '_X9',
    'a',
    '1',
    ' ',
    'secret:',
    '${secret:s.1-x}',
  ],
  ...['${A}', '$AB', 'MISSING', '-', '.', '😀'],
);
const input = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));

/** The rule, one character after the other. Undefined when something is missing. */
function expandSlowly(text: string): string | undefined {
  let result = '';
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '$') result += text[at++] ?? '';
    else if (text[at + 1] === '$') {
      result += '$';
      at += 2;
    } else {
      const found = referenceAt(text, at + 1);
      if (!found) result += text[at++] ?? '';
      else {
        if (found.value === undefined) return undefined;
        result += found.value;
        at = found.end;
      }
    }
  }
  return result;
}

function referenceAt(
  text: string,
  start: number,
): { readonly value: string | undefined; readonly end: number } | undefined {
  if (text[start] !== '{') {
    const name = nameAt(text, start);
    return name === '' ? undefined : { value: lookup.env[name], end: start + name.length };
  }
  const close = text.indexOf('}', start);
  if (close < 0) return undefined;
  const inside = text.slice(start + 1, close);
  if (inside.startsWith('secret:') && isSecretName(inside.slice(7))) {
    return { value: lookup.secrets?.read(inside.slice(7)), end: close + 1 };
  }
  const name = nameAt(text, start + 1);
  return name !== '' && name === inside ? { value: lookup.env[name], end: close + 1 } : undefined;
}

function nameAt(text: string, start: number): string {
  let end = start;
  while (end < text.length && isNameCharacter(text[end] ?? '', end === start)) end += 1;
  return text.slice(start, end);
}

function isNameCharacter(char: string, isFirst: boolean): boolean {
  return char === '_' || (char >= 'A' && char <= 'Z') || (!isFirst && char >= '0' && char <= '9');
}

function isSecretName(name: string): boolean {
  const chars = Array.from(name);
  const areGood = chars.every(
    (char, index) => /[A-Za-z0-9_]/.test(char) || (index > 0 && '.-'.includes(char)),
  );
  return areGood && name !== '';
}

type Expand = (text: string) => string;

const agrees = (expand: Expand) =>
  fc.property(input, (text) => {
    let actual: string | undefined;
    try {
      actual = expand(text);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
    }
    expect(actual).toBe(expandSlowly(text));
  });

it('expands as the rule says, one character after the other', { timeout: fuzzTimeoutMs }, () => {
  fc.assert(
    agrees((text) => expandText(text, lookup)),
    fuzzSettings('variables'),
  );
});

it('would find an expansion that forgets that two dollars are one', async () => {
  const planted: Expand = (text) => expandText(text.replaceAll('$$', '$ $'), lookup);
  expect(await findsBug(agrees(planted))).toBe(true);
});

it('would find an expansion that expands what a variable holds', async () => {
  const planted: Expand = (text) => expandText(expandText(text, lookup), lookup);
  expect(await findsBug(agrees(planted))).toBe(true);
});
