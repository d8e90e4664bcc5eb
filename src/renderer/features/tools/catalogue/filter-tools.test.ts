import { describe, expect, it } from 'vitest';
import type { ToolRow } from '../../../../shared/protocol/tools.ts';
import { filterTools } from './filter-tools.ts';

const tool = (
  name: string,
  description: string,
  source: ToolRow['source'] = { kind: 'built-in' },
): ToolRow => ({
  ...{ name, description, source, touches: [], isRepeatable: true },
  ...{ asks: 'never', parameters: {} },
});
const tools = [
  tool('remind', 'Asks a clock.'),
  tool('clock', 'The time.'),
  tool('cafe', 'Orders a café au lait.', { kind: 'mcp', server: 'kitchen' }),
];

describe('the list of tools', () => {
  const named = (query: string): readonly string[] =>
    filterTools(tools, query).map(({ name }) => name);

  it('stays as it is without a query', () => {
    expect(named(' ')).toEqual(['remind', 'clock', 'cafe']);
  });

  it('has those first whose name is asked for', () => {
    expect(named('Clock ')).toEqual(['clock', 'remind']);
  });

  it('is narrowed down by what a tool is for and where it comes from', () => {
    expect(named('kitchen café')).toEqual(['cafe']);
    expect(named('KITCHEN clock')).toEqual([]);
  });
});
