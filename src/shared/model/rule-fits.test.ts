import { describe, expect, it } from 'vitest';
import { readAlways, ruleFits, type ArgumentPatterns, type CallOfRule } from './rule-fits.ts';

const bounds = { patterns: 4, patternChars: 1_000 };
const call = (args: Record<string, unknown>, changes: Partial<CallOfRule> = {}): CallOfRule => ({
  tool: 'shell',
  agentId: 'assistant',
  channel: 'telegram',
  args,
  ...changes,
});
const scope = (patterns: ArgumentPatterns, changes: object = {}) => ({
  tool: 'shell',
  agentId: undefined,
  channel: undefined,
  patterns,
  ...changes,
});
const like = (pattern: string) => ({ pattern, isExact: false });

describe('a rule', () => {
  it('holds for its tool, agent and channel, and for any where it names none', () => {
    const fits = (changes: object): boolean => ruleFits(scope({}, changes), call({}));
    expect(fits({})).toBe(true);
    expect(fits({ tool: 'sh*' })).toBe(true);
    expect(fits({ tool: 'shel' })).toBe(false);
    expect(fits({ agentId: 'assistant', channel: 'telegram' })).toBe(true);
    expect(fits({ agentId: 'other' })).toBe(false);
    expect(fits({ channel: 'web' })).toBe(false);
  });

  it('looks at numbers and the like as they are written, and at the rest as JSON', () => {
    const args = { count: 3, deep: { a: [1] }, isFast: true, none: null };
    const patterns = {
      count: like('3'),
      deep: like('{"a":*}'),
      isFast: like('true'),
      none: like('null'),
    };
    expect(ruleFits(scope(patterns), call(args))).toBe(true);
    expect(ruleFits(scope({ ...patterns, count: like('33') }), call(args))).toBe(false);
  });

  it('never holds when it names an argument the call does not have', () => {
    for (const name of ['cwd', 'toString', '__proto__', 'constructor']) {
      const patterns = Object.fromEntries([[name, like('*')]]);
      expect(ruleFits(scope(patterns), call({ command: 'ls' }))).toBe(false);
      expect(ruleFits(scope(patterns), call({ cwd: undefined }))).toBe(false);
    }
  });
});

describe('"always"', () => {
  const commandRule = (command: string, args: Record<string, unknown> = { command }) =>
    readAlways({ command }, call(args), bounds);

  it.each(['ls', 'ls *.txt', 'find . -name "*"', '*', 'a\nb', 'echo \\*'])(
    'of the exact command %j holds for no other one',
    (command) => {
      const patterns = commandRule(command) ?? {};
      expect(ruleFits(scope(patterns), call({ command }))).toBe(true);
      for (const other of [
        `${command}\n`,
        `${command}; rm -rf /`,
        `${command}\nrm -rf /`,
        ` ${command}`,
        command.replace('*', 'x; rm -rf / #'),
        'rm -rf /',
      ].filter((text) => text !== command))
        expect(ruleFits(scope(patterns), call({ command: other }))).toBe(false);
    },
  );

  it('keeps the placeholder of a pattern that is not the argument itself', () => {
    const url = 'https://shop.example/basket';
    const patterns = readAlways({ url: 'https://shop.example/*' }, call({ url }), bounds);
    expect(patterns).toEqual({ url: { pattern: 'https://shop.example/*', isExact: false } });
  });

  it('is none when it would not hold for this very call, or is too large', () => {
    expect(commandRule('ls', { command: 'rm' })).toBeUndefined();
    expect(readAlways({ cwd: '*' }, call({ command: 'ls' }), bounds)).toBeUndefined();
    expect(commandRule('x'.repeat(1_001))).toBeUndefined();
    const many = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, '1']));
    expect(readAlways(many, call(many), bounds)).toBeUndefined();
  });

  it('that names nothing holds for any call of the tool', () => {
    expect(readAlways(undefined, call({ command: 'ls' }), bounds)).toEqual({});
  });
});
