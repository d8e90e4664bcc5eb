import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templateFiles } from './template-files.ts';
import { readManifest } from './read-manifest.ts';

const tool = { name: 'look', description: 'Looks.' };
const good = { name: 'x', version: '1', description: 'X.', tools: [tool] };
const problemsOf = (value: unknown, name = 'x'): string[] => {
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
  const reading = readManifest(name, text);
  if (!('problems' in reading)) return [];
  return reading.problems.map(
    ({ values, place }) =>
      `${String(place?.line)} ${String(values['path'])}: ${String(values['fix'])}`,
  );
};

describe('a manifest', () => {
  it('has what is not written', () => {
    const reading = readManifest('x', JSON.stringify(good));
    expect(reading).toMatchObject({
      manifest: {
        main: 'index.ts',
        permissions: { hosts: [], folders: [], secrets: [] },
        tools: [{ repeatable: false, parameters: { type: 'object' } }],
      },
    });
  });

  it('of the template is right, whatever its name', () => {
    for (const name of ['greeter', 'my-tool', 'A_b-1'])
      expect(readManifest(name, templateFiles(name)['extension.json5'] ?? '')).toHaveProperty(
        'manifest',
      );
  });

  it('says line and fix of what is wrong', () => {
    expect(problemsOf({ ...good, permisions: {} })).toEqual([
      '11 the top: Did you mean "permissions"?',
    ]);
    expect(problemsOf({ ...good, version: undefined })).toEqual(['1 version: Add "version".']);
    expect(problemsOf('{ name: "x",\n version "1" }')[0]).toMatch(/^2 the text: /);
    expect(problemsOf(good, 'y')[0]).toContain('2 name: Give the folder');
  });

  it.each([
    [{ permissions: { hosts: ['*'] } }],
    [{ permissions: { hosts: ['https://a.example'] } }],
    [{ permissions: { folders: [{ path: 'notes' }] } }],
    [{ permissions: { folders: [{ path: '~' }] } }],
    [{ permissions: { secrets: ['OPENCLAW_GATEWAY_TOKEN'] } }],
    [{ permissions: { secrets: ['lower'] } }],
    [{ permissions: { network: true } }],
    [{ main: '../other.ts' }],
    [{ main: 'sub/index.ts' }],
    [{ tools: [] }],
    [{ tools: [tool, tool] }],
    [{ tools: [{ ...tool, name: 'mcp_notes_read' }] }],
    [{ tools: [{ ...tool, name: 'two-words' }] }],
    [{ tools: [{ ...tool, function: 'a; b' }] }],
    [{ tools: [{ ...tool, parameters: { type: 'string' } }] }],
    [{ tools: [{ ...tool, asks: 'sometimes' }] }],
  ])('is refused with %j', (part) => {
    expect(problemsOf({ ...good, ...part })).toHaveLength(1);
  });

  it('never makes its reader throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void readManifest('x', text)));
    fc.assert(fc.property(fc.json(), (text) => void readManifest('x', text)));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(good), 'permissions'), fc.jsonValue()),
        (part) => void readManifest('x', JSON.stringify({ ...good, ...part })),
      ),
    );
  });
});
