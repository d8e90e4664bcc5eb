import { z } from 'zod';

/** The parts of a JSON Schema that a reference page shows. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly title?: string;
  readonly description?: string;
  readonly effect?: string;
  readonly secret?: boolean;
  readonly literal?: boolean;
  readonly advanced?: boolean;
}

/** What a zod schema accepts, as JSON Schema with shared parts written out. */
export function toJsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    reused: 'inline',
    unrepresentable: 'any',
  }) as JsonSchema;
}

/** A JSON Schema as a type a programmer reads, indented by two for each level. */
export function typeText(schema: JsonSchema, depth = 0): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => typeText(choice, depth)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  switch (schema.type) {
    case 'array':
      return arrayText(schema, depth);
    case 'object':
      return objectText(schema, depth);
    case undefined:
      return 'any';
    default:
      return String(schema.type);
  }
}

/** The bounds of a value in words, such as `1 to 65535`; empty when there are none. */
export function boundsText(schema: JsonSchema): string {
  const least = schema.minimum ?? schema.exclusiveMinimum;
  const most = schema.maximum === Number.MAX_SAFE_INTEGER ? undefined : schema.maximum;
  const isLeastKnown = least !== undefined && least !== -Number.MAX_SAFE_INTEGER;
  if (isLeastKnown && most !== undefined) return `${least} to ${most}`;
  if (most !== undefined) return `at most ${most}`;
  if (isLeastKnown && least > 0) return `at least ${least}`;
  if (schema.exclusiveMinimum === 0) return 'more than 0';
  return schema.maxLength === undefined ? '' : `at most ${schema.maxLength} characters`;
}

function arrayText(schema: JsonSchema, depth: number): string {
  const item = typeText(schema.items ?? {}, depth);
  return /[|\n]/.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
}

function objectText(schema: JsonSchema, depth: number): string {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) {
    const { additionalProperties: values } = schema;
    return typeof values === 'object' ? `{ [name]: ${typeText(values, depth)} }` : '{}';
  }
  const indent = '  '.repeat(depth + 1);
  const lines = properties.map(([name, value]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    return `${indent}${name}${mark}: ${typeText(value, depth + 1)}`;
  });
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}
