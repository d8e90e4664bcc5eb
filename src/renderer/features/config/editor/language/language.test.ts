import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLoose } from '../../../../../shared/json5/parse-loose.ts';
import { findDefinitions } from './definitions.ts';
import { hoverFacts } from './hover-facts.ts';
import { minimalEdits } from './minimal-edits.ts';
import { includeName, resolveInclude } from './mounts.ts';
import { listFolds, listOutline } from './outline.ts';
import { testWorkspace } from './test-workspace.ts';
import { applyTextEdits } from './text-edit.ts';
import { createWorkspace } from './workspace.ts';

describe('edits that make one text of another', () => {
  it('make it, whatever the texts', () => {
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', '\n', 'c', 'dd\n'), { maxLength: 30 })
      .map((lines) => lines.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applyTextEdits(before, minimalEdits(before, after))).toBe(after);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leave alone what is between two changes', () => {
    const edits = minimalEdits('a: 1\nb\nc\nd: 2\n', 'a: 3\nb\nc\nd: 4\n');
    expect(edits).toEqual([
      { start: 3, end: 4, text: '3' },
      { start: 12, end: 13, text: '4' },
    ]);
  });

  it('are few also for texts with nothing in common', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `x${index}\n`).join('');
    expect(minimalEdits(many, 'y\n')).toHaveLength(1);
  });
});

describe('includes', () => {
  const files = [
    {
      path: 'openclaw.json',
      raw: '{ agents: { a: { $include: "./agents/a.json5" } }, $include: ["x.json5"] }',
    },
    { path: 'agents/a.json5', raw: '{ budget: { $include: "../b.json5" } }' },
    { path: 'b.json5', raw: '{ $include: "agents/a.json5" }' },
    { path: 'x.json5', raw: '{}' },
  ];

  it('say where the content of a file stands, also when they go round', () => {
    const { mounts } = createWorkspace(files, testWorkspace({}).knowledge);
    expect(mounts.get('openclaw.json')).toEqual([[]]);
    expect(mounts.get('agents/a.json5')?.[0]).toEqual(['agents', 'a']);
    expect(mounts.get('b.json5')?.[0]).toEqual(['agents', 'a', 'budget']);
    expect(mounts.get('x.json5')).toEqual([[]]);
  });

  it('are named from the file they stand in', () => {
    expect(resolveInclude('agents/a.json5', '../b.json5')).toBe('b.json5');
    expect(resolveInclude('a.json5', '../b.json5')).toBeUndefined();
    expect(resolveInclude('a.json5', '/etc/passwd')).toBeUndefined();
    expect(includeName('agents/a.json5', 'b.json5')).toBe('../b.json5');
    expect(includeName('openclaw.json', 'agents/a.json5')).toBe('./agents/a.json5');
  });
});

describe('what a name leads to', () => {
  const workspace = testWorkspace({
    'openclaw.json':
      '{ agents: { $include: "./team.json5" }, channels: { web: { agent: "coder" } }, bindings: [{ match: { channel: "web" } }] }',
    'team.json5': '{ coder: { model: "x/y" } }',
  });
  const root = workspace.files[0]?.raw ?? '';
  const at = (text: string) => findDefinitions(workspace, 'openclaw.json', root.indexOf(text) + 2);

  it('is a file', () => {
    expect(at('"./team')).toMatchObject([{ file: 'team.json5', target: { start: 0, end: 0 } }]);
  });

  it('is an entry, in whatever file', () => {
    expect(at('"coder"')).toMatchObject([{ file: 'team.json5', target: { start: 2, end: 7 } }]);
    const [channel] = at('"web"');
    expect(channel?.target.start).toBe(root.indexOf('web:'));
  });

  it('is nothing for other texts', () => {
    expect(at('channels')).toEqual([]);
  });
});

describe('what is said about a place', () => {
  const text =
    '{ gateway: { port: 1, name: "$NONE" }, agents: { a: { model: "x", systemPrompt: "$NONE" } }, channels: { telegram: { token: "$TELEGRAM_BOT_TOKEN" } } }';
  const workspace = testWorkspace({ 'openclaw.json': text });
  const at = (found: string) => hoverFacts(workspace, 'openclaw.json', text.indexOf(found) + 1);

  it('is its setting', () => {
    expect(at('port')).toMatchObject({
      kind: 'setting',
      path: ['gateway', 'port'],
      schema: { default: 18_789 },
    });
    expect(at('"x"')).toMatchObject({ path: ['agents', 'a', 'model'], schema: { title: 'Model' } });
    expect(at(' }')).toBeUndefined();
  });

  it('is whether a variable is there', () => {
    expect(at('$NONE')).toMatchObject({ kind: 'variable', name: 'NONE', detail: undefined });
    expect(at('$TELEGRAM')).toMatchObject({ name: 'TELEGRAM_BOT_TOKEN', detail: '.env' });
  });

  it('is nothing about a dollar in a prompt', () => {
    const offset = text.lastIndexOf('$NONE') + 1;
    expect(hoverFacts(workspace, 'openclaw.json', offset)).toMatchObject({ kind: 'setting' });
  });
});

it('the outline is the settings, with short values', () => {
  const outline = listOutline(
    parseLoose(`{ a: { b: '${'x'.repeat(80)}', c: [{ d: 1 }, 2] }, e: true, f: }`),
  );
  expect(outline.map(({ name, kind }) => [name, kind])).toEqual([
    ['a', 'object'],
    ['e', 'switch'],
    ['f', 'nothing'],
  ]);
  const [b, c] = outline[0]?.children ?? [];
  expect(b?.detail).toHaveLength(40);
  expect(c?.children[0]).toMatchObject({ name: '0', children: [{ name: 'd', detail: '1' }] });
});

it('brackets and long comments can be folded', () => {
  const folds = listFolds(parseLoose('{ /* a\n b */ a: [\n1\n] }'));
  expect(folds.map(({ isComment }) => isComment)).toEqual([true, false, false]);
});
