import { describe, expect, it } from 'vitest';
import type { CommandSpec } from './command.ts';
import { parseOptions } from './parse-options.ts';

const spec: CommandSpec = {
  name: 'people approve',
  summary: '',
  args: 'CODE',
  count: { least: 1, most: 1 },
  options: { role: { type: 'string', value: 'ROLE', help: '' } },
  load: () => Promise.resolve(() => Promise.resolve(0)),
};

describe('parseOptions', () => {
  it('reads positionals, texts and flags', () => {
    const parsed = parseOptions(spec, ['AB12', '--role=guest', '--json']);
    expect(parsed.positionals).toEqual(['AB12']);
    expect(parsed.text('role')).toBe('guest');
    expect(parsed.flag('json')).toBe(true);
    expect(parsed.text('state-dir')).toBeUndefined();
  });

  it.each([
    [['AB12', '--rol', 'guest'], 'There is no option --rol. Did you mean --role?'],
    [['AB12', '--zzzzzz'], 'There is no option --zzzzzz.'],
    [[], 'Something is missing.'],
    [['A', 'B'], 'That is too much.'],
    [['A', '--role'], "Option '--role <value>' argument missing."],
  ])('refuses %j and says how the command is written', (args, message) => {
    expect(() => parseOptions(spec, args)).toThrow(
      expect.objectContaining({
        code: 'CLI_USAGE',
        message,
        hint: 'Write it as: openclaw people approve CODE [--role ROLE]',
      }),
    );
  });

  it('reads an option that may be given several times', () => {
    const many = {
      ...spec,
      options: { when: { type: 'string', isMany: true, help: '' } },
    } as const;
    expect(parseOptions(many, ['A', '--when', 'a=1', '--when=b=2']).texts('when')).toEqual([
      'a=1',
      'b=2',
    ]);
    expect(parseOptions(many, ['A']).texts('when')).toEqual([]);
  });

  it('asks for nothing when only help is wanted', () => {
    expect(parseOptions(spec, ['--help']).flag('help')).toBe(true);
  });
});
