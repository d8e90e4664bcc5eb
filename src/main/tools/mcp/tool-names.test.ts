import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameTool } from './tool-names.ts';

describe('names of tools of MCP servers', () => {
  it('are the server’s own where they can be', () => {
    expect(nameTool('notes', 'create_entities', ['notes'])).toBe('mcp_notes_create_entities');
  });

  it('tell tools apart whose names differ only in what must be replaced', () => {
    const names = ['a.b', 'a_b', 'a/b'].map((tool) => nameTool('s', tool, ['s']));
    expect(new Set(names).size).toBe(3);
    expect(names[1]).toBe('mcp_s_a_b');
  });

  it('tell two servers apart of which one begins like the other', () => {
    const servers = ['a', 'a_b'];
    expect(nameTool('a_b', 'c', servers)).toBe('mcp_a_b_c');
    expect(nameTool('a', 'b_c', servers)).toMatch(/^mcp_a_b_c_[0-9a-f]{8}$/);
  });

  it('fit every model, are always the same, and are never shared', () => {
    const server = fc.stringMatching(/^[\w-]{1,32}$/);
    fc.assert(
      fc.property(server, fc.uniqueArray(fc.string({ maxLength: 200 })), (name, tools) => {
        const named = tools.map((tool) => nameTool(name, tool, [name]));
        for (const one of named) expect(one).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
        expect(new Set(named).size).toBe(tools.length);
        expect(tools.map((tool) => nameTool(name, tool, [name]))).toEqual(named);
      }),
    );
  });
});
