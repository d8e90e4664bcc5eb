import { expect, it } from 'vitest';
import { describeConfig } from '../../src/main/config/json-schema.ts';
import { readSchema, type SchemaNode } from '../../src/renderer/features/editing/schema-node.ts';
import { settingWordsDe } from '../../src/renderer/i18n/setting-words/de.ts';
import { settingWordsEn } from '../../src/renderer/i18n/setting-words/en.ts';

const schema = readSchema(describeConfig().schema);
if (!schema) throw new Error('the schema can be read');

interface Setting {
  readonly key: string;
  readonly node: SchemaNode;
}

/** Every setting and group of the schema that has a name of its own, as the words are keyed. */
function settingsOf(node: SchemaNode, path: string): readonly Setting[] {
  const { properties = {}, additionalProperties, items, anyOf = [] } = node;
  const named = Object.entries(properties).flatMap(([name, child]) => {
    const key = path === '' ? name : `${path}.${name}`;
    return [{ key, node: child }, ...settingsOf(child, key)];
  });
  const below = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  return [
    ...named,
    ...(below ? settingsOf(below, `${path}.*`) : []),
    ...(items ? settingsOf(items, `${path}[]`) : []),
    ...anyOf.flatMap((choice) => settingsOf(choice, path)),
  ];
}

const settings = settingsOf(schema, '').filter(({ key }) => key !== '$schema');
const choices = settings.flatMap(({ key, node }) =>
  (node.enum ?? []).map((choice) => `${key}=${String(choice)}`),
);

it('every setting, group and choice has a German name', () => {
  const keys = [...settings.map(({ key }) => key), ...choices];
  expect(keys.length).toBeGreaterThan(150);
  expect([...new Set(keys)].filter((key) => settingWordsDe[key] === undefined)).toEqual([]);
});

it('what is explained in English is explained in German', () => {
  const explained = settings.filter(({ node }) => node.description !== undefined);
  expect(explained.length).toBeGreaterThan(80);
  const bare = explained.filter(({ key }) => settingWordsDe[key]?.help === undefined);
  expect(bare.map(({ key }) => key)).toEqual([]);
});

it('what the schema has no name for, and every choice, has one in English', () => {
  const bare = settings.filter(({ node }) => node.title === undefined).map(({ key }) => key);
  expect([...bare, ...choices].filter((key) => settingWordsEn[key] === undefined)).toEqual([]);
});

it('no name is left of a setting that is gone', () => {
  const known = new Set([...settings.map(({ key }) => key), ...choices]);
  const words = [...Object.keys(settingWordsDe), ...Object.keys(settingWordsEn)];
  expect(words.filter((key) => !known.has(key))).toEqual([]);
});
