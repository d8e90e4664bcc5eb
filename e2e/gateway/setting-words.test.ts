import { expect, it } from 'vitest';
import { describeConfig } from '../../src/main/config/json-schema.ts';
import { fieldsOf, type FormField } from '../../src/renderer/features/editing/form-fields.ts';
import { readSchema, schemaNodeAt } from '../../src/renderer/features/editing/schema-node.ts';
import { settingWordsDe } from '../../src/renderer/i18n/setting-words/de.ts';
import { settingWordsEn } from '../../src/renderer/i18n/setting-words/en.ts';

const schema = readSchema(describeConfig().schema);
if (!schema) throw new Error('the schema can be read');

/** Every setting, group and choice of the forms, as the words are keyed. */
function keysOf(section: string, channelType?: string): readonly string[] {
  const node = schema && schemaNodeAt(schema, [section, 'x'], channelType);
  const key = ({ path }: FormField): string => [section, '*', ...path].join('.');
  const walk = (field: FormField): readonly string[] => [
    key(field),
    ...(field.node.enum ?? []).map((choice) => `${key(field)}=${String(choice)}`),
    ...field.fields.flatMap(walk),
  ];
  return node ? fieldsOf(node).flatMap(walk) : [];
}

const all = [...keysOf('agents'), ...keysOf('channels', 'telegram'), ...keysOf('channels', 'web')];

it('every setting of agents and channels has a German name', () => {
  expect(all.length).toBeGreaterThan(40);
  expect(all.filter((key) => settingWordsDe[key] === undefined)).toEqual([]);
});

it('every choice and every group has a name in English', () => {
  const bare = all.filter((key) => key.includes('=') || /\.(?:access|budget|heartbeat)$/.test(key));
  expect(bare.filter((key) => settingWordsEn[key] === undefined)).toEqual([]);
});
