import { expect, it } from 'vitest';
import { formatFacts, formatTable } from './table.ts';

it('aligns columns and leaves no blanks at the ends of lines', () => {
  expect(
    formatTable(
      ['ID', 'NAME'],
      [
        ['a', 'Ada'],
        ['bb', ''],
      ],
    ),
  ).toBe('ID  NAME\na   Ada\nbb\n');
});

it('cuts lines at the width of the terminal', () => {
  expect(formatTable(['A', 'B'], [['x', 'y'.repeat(50)]], 10)).toBe('A  B\nx  yyyyyy…\n');
});

it('does not let the text of a stranger control the terminal', () => {
  const cell = 'a\u001b[31mred\nnew line\u0007';
  expect(formatTable(['A'], [[cell]])).toBe('A\na [31mred new line\n');
  expect(formatFacts([['Name', cell]])).toBe('Name  a [31mred new line\n');
});
