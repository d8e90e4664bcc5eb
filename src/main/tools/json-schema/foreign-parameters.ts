import { z } from 'zod';
import type { JsonObjectSchema } from './read-json-schema.ts';

/** Words of a schema that carry a regular expression of somebody else: one can keep us busy for ever. */
const patternWords = new Set(['pattern', 'patternProperties', 'propertyNames', 'format']);
/** Below these, the keys are names of the tool's own and no words of the schema. */
const nameMaps = new Set(['properties', '$defs', 'definitions', 'dependentSchemas']);
/** Values, whatever they look like. */
const valueWords = new Set(['enum', 'const', 'default', 'examples']);
/** As many mistakes as a model needs to be told at once. */
const toldIssues = 5;

/**
 * Checks arguments against the JSON Schema of a tool from elsewhere, without changing them. What this
 * program does not understand of the schema is not checked: the tool itself does. Never throws.
 */
export function foreignParameters(schema: JsonObjectSchema): z.ZodObject {
  const checked = toZod(schema);
  if (!checked) return z.looseObject({});
  return z.looseObject({}).check((context) => {
    const outcome = checked.safeParse(context.value);
    if (outcome.success) return;
    for (const { message, path } of outcome.error.issues.slice(0, toldIssues))
      context.issues.push({ code: 'custom', message, path, input: context.value });
  });
}

function toZod(schema: JsonObjectSchema): z.ZodType | undefined {
  // Choices within recursion are tried in every combination; only a hostile schema has many of them.
  if (hasWord(schema, ['$ref', '$dynamicRef']) && hasWord(schema, ['anyOf', 'oneOf', 'allOf']))
    return undefined;
  try {
    return z.fromJSONSchema(withoutPatterns(schema) as z.core.JSONSchema.JSONSchema);
  } catch {
    return undefined;
  }
}

function withoutPatterns(value: unknown, areNames = false): unknown {
  if (Array.isArray(value)) return value.map((part) => withoutPatterns(part));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => areNames || !patternWords.has(key))
      .map(([key, part]) => {
        if (!areNames && valueWords.has(key)) return [key, part];
        return [key, withoutPatterns(part, !areNames && nameMaps.has(key))];
      }),
  );
}

function hasWord(value: unknown, words: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => words.includes(key) || hasWord(part, words));
}
