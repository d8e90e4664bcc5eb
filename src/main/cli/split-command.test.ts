import { describe, expect, it } from 'vitest';
import { splitCommand } from './split-command.ts';

const commands = ['gateway', 'status', 'people list', 'people approve', 'sessions list'];

describe('splitCommand', () => {
  it('finds the command behind options that every command knows', () => {
    expect(splitCommand(['--state-dir', '/s', '--json', 'status', '--x'], commands)).toEqual({
      name: 'status',
      rest: ['--state-dir', '/s', '--json', '--x'],
    });
  });

  it('takes two words where a command has two', () => {
    expect(splitCommand(['people', 'approve', 'AB12', '--role', 'guest'], commands)).toEqual({
      name: 'people approve',
      rest: ['AB12', '--role', 'guest'],
    });
  });

  it('takes a group alone for its list', () => {
    expect(splitCommand(['people', '--json'], commands)).toEqual({
      name: 'people list',
      rest: ['--json'],
    });
  });

  it('gives an empty name when there are only options', () => {
    expect(splitCommand(['--help'], commands).name).toBe('');
    expect(splitCommand([], commands).name).toBe('');
  });

  it.each([
    [['gatway'], 'Did you mean "openclaw gateway"?'],
    [['people', 'aprove'], 'Did you mean "openclaw people approve"?'],
    [['xyzzy'], '"openclaw help" lists all commands.'],
  ])('suggests the likely command for %j', (argv, hint) => {
    expect(() => splitCommand(argv, commands)).toThrow(
      expect.objectContaining({ code: 'CLI_COMMAND_UNKNOWN', hint }),
    );
  });
});
