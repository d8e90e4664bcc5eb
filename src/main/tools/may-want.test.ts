import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayWant } from './may-want.ts';
import { mergeProfiles } from './profiles.ts';
import { decideTool, type ToolRules } from './tool-policy.ts';

const rules = (list: string[], deny: string[] = [], channel?: string[]): ToolRules => ({
  profiles: mergeProfiles({ notes: ['mcp_notes_*'], round: ['@round'] }),
  agent: { list, path: 'a' },
  deny: { list: deny, path: 'd' },
  ...(channel ? { channel: { list: channel, path: 'c' } } : {}),
});

describe('whether a server may be wanted', () => {
  it.each([
    [['*'], true],
    [['mcp_*'], true],
    [['mcp_notes_*'], true],
    [['mcp_notes_read'], true],
    [['@notes'], true],
    [['@all'], true],
    [['!shell'], true],
    [['mcp_other_*'], false],
    [['@safe', '@standard'], false],
    [['@round', '@nobody'], false],
    [['*', '!mcp_*'], false],
    [[], false],
  ])('%j: %s', (list, isWanted) => {
    expect(mayWant(rules(list), 'mcp_notes_')).toBe(isWanted);
  });

  it('is no where everybody is denied, or on that channel', () => {
    expect(mayWant(rules(['*'], ['mcp_notes_*']), 'mcp_notes_')).toBe(false);
    expect(mayWant(rules(['*'], ['*']), 'mcp_notes_')).toBe(false);
    expect(mayWant(rules(['*'], [], ['clock']), 'mcp_notes_')).toBe(false);
  });

  it('is never no where a tool of it is allowed', () => {
    const entry = fc.constantFrom(
      ...['*', 'm*', 'mcp_a_*', 'mcp_a_x', 'mcp_b_*', '@notes', '@all', '@round', '@safe', 'clock'],
    );
    const list = fc.array(
      fc.tuple(fc.boolean(), entry).map(([not, one]) => (not ? `!${one}` : one)),
    );
    fc.assert(
      fc.property(list, list, fc.option(list), (own, deny, channel) => {
        const made = rules(own, deny, channel ?? undefined);
        const isAllowed = decideTool('mcp_a_x', made).verdict === 'allowed';
        expect(isAllowed && !mayWant(made, 'mcp_a_')).toBe(false);
      }),
    );
  });
});
