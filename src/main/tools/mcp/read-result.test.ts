import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { readResult } from './read-result.ts';
import { readToolList } from './server-tool.ts';

const png = Buffer.from('picture').toString('base64');

describe('what a server answers', () => {
  it('becomes text, pictures and the names of the rest', () => {
    const { text, images, isError } = readResult({
      content: [
        { type: 'text', text: 'Hello' },
        { type: 'image', data: png, mimeType: 'image/png' },
        { type: 'resource', resource: { uri: 'file:///a', text: 'inside' } },
        { type: 'resource', resource: { uri: 'file:///p', blob: png, mimeType: 'image/gif' } },
        { type: 'resource_link', uri: 'file:///b', name: 'b' },
        { type: 'audio', data: png, mimeType: 'audio/wav' },
        { type: 'hologram' },
      ],
    });
    expect(isError).toBe(false);
    expect(text.split('\n')).toEqual([
      'Hello',
      '[picture]',
      '[file:///a]',
      'inside',
      '[file:///p] [picture]',
      '[b: file:///b]',
      '[sound, audio/wav]',
      '[something this program does not know]',
    ]);
    expect(images?.map((image) => Buffer.from(image.data).toString())).toEqual([
      'picture',
      'picture',
    ]);
  });

  it('is its structured content where it says nothing else', () => {
    expect(readResult({ content: [], structuredContent: { a: 1 } }).text).toBe('{"a":1}');
    expect(
      readResult({ content: [{ type: 'text', text: 'one' }], structuredContent: { a: 1 } }).text,
    ).toBe('one');
  });

  it('is an error when the server says so', () => {
    const failed = { content: [{ type: 'text', text: 'no such file' }], isError: true };
    expect(readResult(failed)).toEqual({ text: 'no such file', isError: true });
    expect(readResult({ content: [], isError: true }).isError).toBe(true);
  });

  it('is bounded in text and pictures', () => {
    const text = 'x'.repeat(limits.mcp.resultChars + 10);
    expect(readResult({ content: [{ type: 'text', text }] }).text.length).toBeLessThan(
      text.length + 20,
    );
    const picture = { type: 'image', data: png, mimeType: 'image/png' };
    const many = readResult({ content: Array.from({ length: 20 }, () => picture) });
    expect(many.images).toHaveLength(limits.mcp.images);
    expect(many.text).toContain('too much');
  });

  it('never makes it throw', () => {
    fc.assert(fc.property(fc.anything(), (answer) => void readResult(answer)));
    fc.assert(fc.property(fc.array(fc.anything()), (content) => void readResult({ content })));
  });
});

describe('what a server says it can do', () => {
  it('is taken over with its hints, which count only when they are said outright', () => {
    const inputSchema = { type: 'object' };
    const { tools, oddities } = readToolList([
      { name: 'read', description: 'Reads.', inputSchema, annotations: { readOnlyHint: true } },
      { name: 'drop', inputSchema, annotations: { destructiveHint: true, idempotentHint: true } },
      { name: 'sly', inputSchema, annotations: { readOnlyHint: 'yes' } },
    ]);
    expect(oddities).toEqual([]);
    expect(tools.map((tool) => [tool.name, tool.isReadOnly, tool.isIdempotent])).toEqual([
      ['read', true, false],
      ['drop', false, true],
      ['sly', false, false],
    ]);
    expect(tools[1]?.isDestructive).toBe(true);
  });

  it('loses only what is odd', () => {
    const { tools, oddities } = readToolList([
      { name: '' },
      7,
      { name: 'a', inputSchema: 7 },
      { name: 'a', inputSchema: { type: 'object' } },
      { name: 'long', description: 'x'.repeat(100_000), inputSchema: { type: 'object' } },
    ]);
    expect(tools.map((tool) => tool.name)).toEqual(['a', 'long']);
    expect(tools[0]?.inputSchema).toEqual({ type: 'object' });
    expect(tools[1]?.description).toHaveLength(limits.mcp.descriptionChars);
    expect(oddities).toHaveLength(3);
  });

  it('is bounded, and never makes it throw', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({ name: `t${index}` }));
    expect(readToolList(many).tools).toHaveLength(limits.mcp.toolsPerServer);
    fc.assert(fc.property(fc.array(fc.anything()), (found) => void readToolList(found)));
  });
});
