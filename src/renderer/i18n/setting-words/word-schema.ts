import { isRecord } from '../../../shared/is-record.ts';
import type { SettingWords } from './setting-words.ts';

/** The JSON Schema of the configuration with the titles and helps of a language; the rest is as it was. */
export function wordSchema(schema: unknown, words: SettingWords, path = ''): unknown {
  if (!isRecord(schema)) return schema;
  const { properties, additionalProperties, items, anyOf } = schema;
  const own = Object.hasOwn(words, path) ? words[path] : undefined;
  return {
    ...schema,
    ...(own && { title: own.title }),
    ...(own?.help !== undefined && { description: own.help }),
    ...(isRecord(properties) && { properties: wordProperties(properties, words, path) }),
    ...(isRecord(additionalProperties) && {
      additionalProperties: wordSchema(additionalProperties, words, `${path}.*`),
    }),
    ...(isRecord(items) && { items: wordSchema(items, words, `${path}[]`) }),
    ...(Array.isArray(anyOf) && {
      anyOf: anyOf.map((choice: unknown) => wordSchema(choice, words, path)),
    }),
  };
}

function wordProperties(
  properties: Readonly<Record<string, unknown>>,
  words: SettingWords,
  path: string,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, child]) => [
      key,
      wordSchema(child, words, path === '' ? key : `${path}.${key}`),
    ]),
  );
}
