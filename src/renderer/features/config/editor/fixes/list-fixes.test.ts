import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../../shared/errors/index.ts';
import { parseLoose } from '../../../../../shared/json5/parse-loose.ts';
import { parseSyntax } from '../../../../../shared/json5/parse.ts';
import type { ConfigProblem } from '../../../../../shared/protocol/config.ts';
import { applyTextEdits } from '../language/text-edit.ts';
import { listFixes } from './list-fixes.ts';

/** What a text becomes by each fix of a problem at the `|`. */
function fixed(marked: string, problem: Partial<ConfigProblem>): Record<string, string> {
  const text = marked.replace('|', '');
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const full: ConfigProblem = {
    severity: 'error',
    code: '',
    message: '',
    hint: '',
    path: '',
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
    ...problem,
  };
  return Object.fromEntries(
    listFixes(parseLoose(text), full).map(({ kind, subject, edits }) => [
      `${kind} ${subject}`,
      applyTextEdits(text, edits),
    ]),
  );
}

describe('a setting that does not exist', () => {
  it('is renamed to the one that was meant, or removed', () => {
    const fixes = fixed('{\n  a: {\n    |modle: 1, // x\n    b: 2,\n  },\n}', {
      code: 'CONFIG_KEY_TYPO',
      hint: 'Did you mean "model"? It is kept and has no effect.',
    });
    expect(fixes['rename model']).toBe('{\n  a: {\n    model: 1, // x\n    b: 2,\n  },\n}');
    expect(fixes['remove modle']).toBe('{\n  a: {\n    // x\n    b: 2,\n  },\n}');
  });

  it('goes with its line and its comma', () => {
    const gone = (marked: string) => Object.values(fixed(marked, { code: 'CONFIG_KEY_UNKNOWN' }));
    expect(gone('{\n  a: 1,\n  |b: {\n    c: 1\n  },\n  d: 1\n}')).toEqual([
      '{\n  a: 1,\n  d: 1\n}',
    ]);
    expect(gone('{ a: 1, |b: 2 }')).toEqual(['{ a: 1 }']);
    expect(gone('{ |a: 1, b: 2 }')).toEqual(['{ b: 2 }']);
    expect(gone('{\n  a: 1,\n  |b: 2\n}')).toEqual(['{\n  a: 1\n}']);
  });
});

describe('a value that is not right', () => {
  it('is replaced by what the hint proposes', () => {
    const near = { code: 'CONFIG_VALUE_INVALID', hint: 'Did you mean "steer"?' };
    expect(fixed("{ queue: |'ster' }", near)['replace steer']).toBe("{ queue: 'steer' }");
    const choices = { code: 'CONFIG_VALUE_INVALID', hint: 'Write one of: "a", "b".' };
    expect(Object.keys(fixed('{ queue: |1 }', choices))).toEqual([
      'replace a',
      'replace b',
      'remove queue',
    ]);
    const agent = { code: 'CONFIG_AGENT_UNKNOWN', hint: 'Add it to agents, or name one of: x, y.' };
    expect(fixed('{ agent: |"z" }', agent)['replace y']).toBe('{ agent: "y" }');
    const model = { code: 'CONFIG_PROVIDER_UNKNOWN', hint: 'Did you mean "openai"?' };
    expect(fixed('{ model: |"opnai/gpt-5" }', model)).toEqual({
      'replace openai/gpt-5': '{ model: "openai/gpt-5" }',
    });
  });

  it('that is no variable becomes a plain dollar', () => {
    const message = 'The environment variable USD is not set.';
    const code = 'CONFIG_VARIABLE_MISSING';
    expect(Object.values(fixed('{ name: |"in $USD now" }', { code, message }))).toEqual([
      '{ name: "in $$USD now" }',
    ]);
  });
});

it('a setting that is needed is added', () => {
  const problem = { code: 'CONFIG_VALUE_REQUIRED', path: 'channels.telegram.token' };
  expect(Object.values(fixed('{ channels: { telegram: |{} } }', problem))).toEqual([
    '{ channels: { telegram: { token: ""} } }',
  ]);
  expect(Object.values(fixed('{\n  t: |{\n    a: 1,\n  },\n}', problem))).toEqual([
    '{\n  t: {\n    token: "",\n    a: 1,\n  },\n}',
  ]);
});

describe('a text that does not parse', () => {
  it.each([
    '{ a: “x” }',
    '{ # no\n a: 1 }',
    '{ a: 1 /* x',
    '{\n  a: "open,\n  b: 1\n}',
    '{ model: openai/gpt-5 }',
    '{ a: 12px }',
    '{ a: 1\n b: 2 }',
    '{ a 1 }',
    '{ agents: { agent-1: {} } }',
    '{ a: 1, openai/gpt-5 : 1 }',
    '{ -1001234: 1 }',
    '{ a: "C:\\users" }',
    '{ a: { b: 1 }',
    '[[1]',
    '',
  ])('parses after the fix: %j', (text) => {
    const fault = faultOf(text);
    if (!fault) throw new Error('it parses already');
    const { line = 1, column = 1 } = fault.place ?? {};
    const problem = { code: fault.code, line, column };
    const [after] = Object.values(fixed(`|${text}`, problem));
    expect(after).toBeDefined();
    expect(faultOf(after ?? '')?.code).not.toBe(fault.code);
  });
});

function faultOf(text: string): AppError | undefined {
  try {
    parseSyntax(text);
    return undefined;
  } catch (thrown) {
    return thrown instanceof AppError ? thrown : undefined;
  }
}

it('nothing is offered where the text has changed since', () => {
  expect(fixed('{ |}', { code: 'CONFIG_KEY_TYPO', hint: 'Did you mean "model"?' })).toEqual({});
  expect(fixed('|', { code: 'CONFIG_KEY_UNKNOWN', line: 40, column: 9 })).toEqual({});
});
