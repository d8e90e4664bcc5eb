import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';

const modules = import.meta.glob<string>('../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sources = Object.entries(modules)
  .map(([name, text]) => ({ name: name.replace('../', ''), text }))
  .filter(({ name }) => !name.includes('.test.'));

function flatten(value: object, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) =>
    typeof entry === 'string'
      ? [[prefix + key, entry] as [string, string]]
      : flatten(entry as object, `${prefix}${key}.`),
  );
}

const places = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

/** Attributes whose text is read by people. */
const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'text', 'hint']);

/** Texts in JSX that do not come from the catalogue. */
function bareTexts(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (words: string): void => {
    if (/\p{L}{2,}/u.test(words)) found.push(`${name}: ${words.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node.text);
    if (
      ts.isJsxAttribute(node) &&
      spoken.has(node.name.getText()) &&
      node.initializer &&
      ts.isStringLiteral(node.initializer)
    ) {
      note(node.initializer.text);
    }
    if (
      ts.isJsxExpression(node) &&
      node.expression &&
      ts.isStringLiteralLike(node.expression) &&
      !ts.isJsxAttribute(node.parent)
    ) {
      note(node.expression.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('catalogues', () => {
  const english = flatten(en);
  const german = new Map(flatten(de));

  it('have the same keys', () => {
    expect([...german.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  });

  it('leave the same places to be filled', () => {
    for (const [key, text] of english)
      expect([key, places(german.get(key) ?? '')]).toEqual([key, places(text)]);
  });

  it('have no empty text but hints that there is nothing to say for', () => {
    const empty = english.filter(([key, text]) => text === '' && !key.endsWith('_hint'));
    expect(empty).toEqual([]);
  });

  it('have no key that nothing uses', () => {
    const code = sources
      .filter(({ name }) => !name.startsWith('./'))
      .map(({ text }) => text)
      .join('\n');
    const unused = english
      .map(([key]) => key.replace(/_(?:one|other)$/, ''))
      .filter((key) => !key.startsWith('errors.'))
      .filter((key) => !code.includes(`'${key}'`) && !isComposed(code, key));
    expect([...new Set(unused)]).toEqual([]);
  });
});

/** Keys that are put together from a family and a value, as in `connection.${kind}`. */
function isComposed(code: string, key: string): boolean {
  const family = key.slice(0, key.lastIndexOf('.') + 1);
  return code.includes(`\`${family}\${`);
}

describe('the interface', () => {
  it('says nothing that is not in the catalogue', () => {
    const bare = sources
      .filter(({ name }) => name.endsWith('.tsx'))
      .flatMap(({ name, text }) => bareTexts(name, text));
    expect(bare).toEqual([]);
  });

  it('would be caught saying something of its own', () => {
    expect(bareTexts('x.tsx', 'const x = <p title="Hello">World</p>;')).toHaveLength(2);
  });
});
