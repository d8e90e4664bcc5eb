import { channelSchemas } from '../../../../../shared/config/channels.ts';
import type { ConfigPath } from '../../../../../shared/config/path.ts';

/** What the editor reads of a JSON Schema; everything else in it is passed over. */
export interface JsonSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  /** See `SettingMeta`. */
  readonly effect?: string;
  readonly secret?: boolean;
  readonly literal?: boolean;
  readonly advanced?: boolean;
}

/** A setting that an object may have. */
export interface Property {
  readonly key: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** What stands in the text at a path, where a schema has to choose by it. */
export type WrittenAt = (path: ConfigPath) => unknown;

const messengers = Object.keys(channelSchemas);

/** The schema of the value at a path; undefined when nothing is known about it. */
export function schemaAt(
  schema: unknown,
  path: ConfigPath,
  written: WrittenAt,
): JsonSchema | undefined {
  let at = isSchema(schema) ? schema : undefined;
  path.forEach((key, index) => {
    const parent = at && chooseAlternative(at, path.slice(0, index), written);
    at = parent && childOf(parent, key);
  });
  return at && chooseAlternative(at, path, written);
}

/** The settings of an object, in the order of the schema. */
export function propertiesOf(schema: JsonSchema): readonly Property[] {
  return Object.entries(schema.properties ?? {}).map(([key, property]) => ({
    key,
    schema: property,
    isRequired: schema.required?.includes(key) === true,
  }));
}

function childOf(schema: JsonSchema, key: string | number): JsonSchema | undefined {
  if (typeof key === 'number') return schema.items;
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  return isSchema(schema.additionalProperties) ? schema.additionalProperties : undefined;
}

/** Of several the one for this messenger; elsewhere whatever any of them allows. */
function chooseAlternative(schema: JsonSchema, path: ConfigPath, written: WrittenAt): JsonSchema {
  const { anyOf, ...rest } = schema;
  if (!anyOf) return schema;
  const [section, name] = path;
  if (section === 'channels' && path.length === 2) {
    const type = written([...path, 'type']);
    const found = anyOf[messengers.findIndex((each) => each === (type ?? name))];
    if (found) return { ...rest, ...found };
  }
  return { ...rest, ...anyOf.reduce(joinAlternatives, {}) };
}

function joinAlternatives(one: JsonSchema, other: JsonSchema): JsonSchema {
  const choices = [...choicesOf(one), ...choicesOf(other)];
  return {
    ...other,
    ...one,
    ...(choices.length > 0 ? { enum: choices } : {}),
    properties: { ...other.properties, ...one.properties },
    required: one.required?.filter((key) => other.required?.includes(key)) ?? other.required ?? [],
  };
}

/** The values that can be chosen from. */
export function choicesOf(schema: JsonSchema): readonly unknown[] {
  if (schema.enum) return schema.enum;
  if (schema.const !== undefined) return [schema.const];
  return schema.type === 'boolean' ? [true, false] : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}
