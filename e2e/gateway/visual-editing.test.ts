import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import JSON5 from 'json5';
import { expect, it } from 'vitest';
import { editText } from '../../src/main/config/edit/edit-text.ts';
import { toPlainEdit } from '../../src/main/config/edit/plain-edit.ts';
import { writtenOddly } from '../../src/main/config/fuzz-settings.ts';
import { describeConfig } from '../../src/main/config/json-schema.ts';
import {
  fieldsOf,
  type FieldKind,
  type FormField,
} from '../../src/renderer/features/editing/form-fields.ts';
import { readSchema, schemaNodeAt } from '../../src/renderer/features/editing/schema-node.ts';
import {
  addEdit,
  applyEdits,
  toConfigEdits,
  type DraftEdit,
  type WantedEdit,
} from '../../src/renderer/state/config-draft/draft-edits.ts';
import { isWithin } from '../../src/renderer/state/config-draft/plain-value.ts';
import type { ConfigPath } from '../../src/shared/config/path.ts';
import { parseSyntax } from '../../src/shared/json5/parse.ts';
import { toValue, type SyntaxNode } from '../../src/shared/json5/tree.ts';

/**
 * What the forms do to a file, on generated configurations: the edits of the interface, through the
 * gateway's own editor, change what was meant and not a byte beside it.
 */
const schema = readSchema(describeConfig().schema);
if (!schema) throw new Error('the schema can be read');
const formOf = (path: ConfigPath): readonly FormField[] => {
  const node = schemaNodeAt(schema, path, 'telegram');
  return node ? flatten(fieldsOf(node)) : [];
};
const flatten = (fields: readonly FormField[]): readonly FormField[] =>
  fields.flatMap((field) => (field.kind === 'group' ? flatten(field.fields) : [field]));

const forms = {
  agents: formOf(['agents', 'x']),
  channels: formOf(['channels', 'x']),
} as const;

const names = fc.constantFrom('ada', 'my-bot', 'grace', 'zoë', '0');
const words = fc.oneof(
  fc.constantFrom('$NAME', 'it’s "so"', "it's", 'two\nlines', '// none', ''),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

/** What a form can put at a field. */
function valuesFor({ kind, node }: FormField): fc.Arbitrary<unknown> {
  const byKind: Readonly<Record<FieldKind, fc.Arbitrary<unknown>>> = {
    text: words,
    prompt: words,
    secret: words,
    number: fc.oneof(fc.nat(100_000), fc.constantFrom(0.5, 1e-7)),
    switch: fc.boolean(),
    choice: fc.constantFrom(...(node.enum ?? [''])),
    list: fc.array(words, { maxLength: 4 }),
    record: fc.dictionary(names, words, { maxKeys: 3, noNullPrototype: true }),
    group: fc.constant({}),
    unknown: fc.dictionary(
      names,
      fc.record({ requireMention: fc.boolean() }, { noNullPrototype: true }),
      {
        maxKeys: 3,
        noNullPrototype: true,
      },
    ),
  };
  return byKind[kind];
}

/** An entry with some of its settings. */
function entryOf(section: keyof typeof forms): fc.Arbitrary<Record<string, unknown>> {
  const one = fc
    .constantFrom(...forms[section])
    .chain((field) => valuesFor(field).map((value) => ({ op: 'set', path: field.path, value })));
  return fc
    .array(one, { maxLength: 6 })
    .map((edits) => applyEdits({}, edits as readonly WantedEdit[]) as Record<string, unknown>);
}

const configs = writtenOddly(
  fc.record({
    gateway: fc.record({ port: fc.nat(60_000) }),
    agents: fc.dictionary(names, entryOf('agents'), { maxKeys: 3, noNullPrototype: true }),
    channels: fc.dictionary(names, entryOf('channels'), { maxKeys: 3, noNullPrototype: true }),
    bindings: fc.array(fc.record({ match: fc.record({ channel: names }), agent: names }), {
      maxLength: 3,
    }),
  }),
);

/** What somebody does in the form of one entry, which may not be there yet. */
const sittings = fc
  .tuple(fc.constantFrom('agents' as const, 'channels' as const), names)
  .chain(([section, name]) =>
    fc.array(
      fc.constantFrom(...forms[section]).chain((field): fc.Arbitrary<WantedEdit> => {
        const path = [section, name, ...field.path];
        return fc.oneof(
          {
            weight: 3,
            arbitrary: valuesFor(field).map((value) => ({ op: 'set' as const, path, value })),
          },
          { weight: 1, arbitrary: fc.constant({ op: 'delete' as const, path }) },
        );
      }),
      { minLength: 1, maxLength: 8 },
    ),
  );

type Edit = typeof editText;

const roundTrips = (edit: Edit) =>
  fc.asyncProperty(configs, sittings, async ({ text }, wanted) => {
    const written = toValue(parseSyntax(text));
    const meant = wanted.reduce<unknown>((root, each) => applyEdits(root, [each]), written);
    const edits = wanted.reduce<readonly DraftEdit[]>(
      (pending, each) => addEdit(pending, each, written),
      [],
    );
    let after = text;
    for (const each of toConfigEdits(edits).map(toPlainEdit)) {
      const before = after;
      after = await edit(before, [each]);
      checkRest(before, after, each.path);
    }
    const now = toValue(parseSyntax(after));
    if (!isDeepStrictEqual(now, applyEdits(written, edits))) throw new Error(`shown: ${after}`);
    if (!isDeepStrictEqual(pruned(now), pruned(meant))) throw new Error(`meant: ${after}`);
  });

/** What was set and taken back again may leave an empty object in `meant`, never in the file. */
function pruned(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value)
    .map(([key, child]: [string, unknown]) => [key, pruned(child)] as const)
    .filter(([, child]) => !isDeepStrictEqual(child, {}));
  return Object.fromEntries(entries);
}

/** Every value beside the edited one is written with the same bytes, and no comment is lost. */
function checkRest(before: string, after: string, path: ConfigPath): void {
  const now = parseSyntax(after);
  for (const [place, node] of nodesOf(parseSyntax(before), [])) {
    if (isWithin(place, path) || isWithin(path, place)) continue;
    const other = nodeAt(now, place);
    const isSame =
      other && before.slice(node.start, node.end) === after.slice(other.start, other.end);
    if (!isSame) throw new Error(`touched ${place.join('.')}: ${after}`);
  }
  const edited = nodeAt(parseSyntax(before), path);
  const rest = edited ? before.slice(0, edited.start) + before.slice(edited.end) : before;
  const count = (text: string): number => text.split('/* note */').length;
  // A comment between a key and its value goes with the value.
  if (count(after) < count(rest) - 2) throw new Error(`lost a comment: ${after}`);
}

function* nodesOf(
  node: SyntaxNode,
  path: ConfigPath,
): Generator<readonly [ConfigPath, SyntaxNode]> {
  yield [path, node];
  if (node.kind === 'array')
    for (const [index, item] of node.items.entries()) yield* nodesOf(item, [...path, index]);
  if (node.kind === 'object')
    for (const { key, value } of node.members) yield* nodesOf(value, [...path, key]);
}

function nodeAt(node: SyntaxNode | undefined, path: ConfigPath): SyntaxNode | undefined {
  return path.reduce<SyntaxNode | undefined>((at, key) => {
    if (at?.kind === 'array') return at.items[Number(key)];
    return at?.kind === 'object'
      ? at.members.find((member) => member.key === String(key))?.value
      : undefined;
  }, node);
}

it('visual editing round trips on 500 configurations and touches nothing else', async () => {
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
  const numRuns = Number(process.env['FUZZ_CASES'] ?? 500);
  process.stdout.write(`visual editing: seed ${seed}, ${numRuns} cases\n`);
  await fc.assert(roundTrips(editText), { seed, numRuns });
});

it('would find an editor that writes the file anew', async () => {
  const reformats: Edit = async (text, edits) =>
    JSON5.stringify(JSON5.parse(await editText(text, edits)), null, 2);
  const { failed } = await fc.check(roundTrips(reformats), { numRuns: 200, seed: 1 });
  expect(failed).toBe(true);
});

it('would find a form that changes another value', async () => {
  const wrong: Edit = (text, [first]) =>
    editText(text, first?.op === 'set' ? [{ ...first, value: null }] : first ? [first] : []);
  const { failed } = await fc.check(roundTrips(wrong), { numRuns: 200, seed: 1 });
  expect(failed).toBe(true);
});
