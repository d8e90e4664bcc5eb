import { describe, expect, it } from 'vitest';
import { parseLoose } from '../../../../../shared/json5/parse-loose.ts';
import { contextAt, pathAt } from './cursor-context.ts';

/** The place of the `|` in a text. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const loose = parseLoose(text);
  const context = contextAt(loose, offset);
  if (context.kind === 'none') return 'none';
  const { start, end } = context.replace;
  const comma = context.commaAt === undefined ? '' : ` comma at ${context.commaAt}`;
  return `${context.kind} ${context.path.join('.')} “${text.slice(start, end)}”${comma}`;
}

describe('the place of the cursor', () => {
  it.each([
    ['{|}', 'key  “”'],
    ['{ a|g }', 'key  “ag”'],
    ['{ agents: { | } }', 'key agents “”'],
    ['{ agents: { a: { model: | } } }', 'value agents.a.model “”'],
    ["{ a: { model: 'op|en' } }", "value a.model “'open'”"],
    ["{ a: { model: 'op|", "value a.model “'op”"],
    ["{ a: { model: '|\n } }", "value a.model “'”"],
    ['{ a: [|] }', 'value a.0 “”'],
    ['{ a: ["x", |] }', 'value a.1 “”'],
    ['{ a: ["x", "y|"] }', 'value a.1 “"y"”'],
    ['{ a: 1, | }', 'key  “”'],
    ['{ a: 1 | }', 'none'],
    ['{ a: 1\n  | }', 'key  “” comma at 6'],
    ['{ a: 1\n  mo| }', 'key  “mo” comma at 6'],
    ['{ a: {}\n  | }', 'key  “” comma at 7'],
    ['{ a: ["x"\n | ] }', 'value a.1 “” comma at 9'],
    ['{ a: | \n b: 1 }', 'value a “”'],
    ['{ a: 1, // not h|ere\n }', 'none'],
    ['{ a: 1, // not here|\n }', 'none'],
    ['{ a: 1, /* not | here */ }', 'none'],
    ['{ a: 1, /* here */| }', 'key  “”'],
    ['{ $include: "./|" }', 'value $include “"./"”'],
    ['{ a: { b: 1, |', 'key a “”'],
    ['|{}', 'none'],
    ['{}|', 'none'],
    ['|', 'none'],
    ['{ "mod|el": 1 }', 'key  “"model"”'],
    ['{ a: true| }', 'value a “true”'],
  ])('in %j is %s', (marked, place) => {
    expect(at(marked)).toBe(place);
  });
});

it('says on which setting the cursor stands', () => {
  const path = (marked: string): string =>
    pathAt(parseLoose(marked.replace('|', '')), marked.indexOf('|')).join('.');
  expect(path('{ agents: { a: { mod|el: "x" } } }')).toBe('agents.a.model');
  expect(path('{ agents: { a: { model: "x|" } } }')).toBe('agents.a.model');
  expect(path('{ agents: { a: | { model: "x" } } }')).toBe('agents.a');
  expect(path('{ agents: { a: { | model: "x" } } }')).toBe('agents.a');
  expect(path('{ bindings: [{}, { agent: "x|" }] }')).toBe('bindings.1.agent');
  expect(path('|')).toBe('');
});
