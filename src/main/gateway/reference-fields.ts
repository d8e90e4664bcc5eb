/** As much of JSON Schema as the contract makes use of. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface Field {
  /** As in `events[].cursor`. */
  readonly path: string;
  readonly type: string;
  readonly notes: string;
}

/** The fields of an object, of its objects and of the elements of its lists, as flat rows. */
export function describeFields(schema: JsonSchema, prefix = ''): Field[] {
  const choices = choicesOf(schema);
  if (choices.length > 0) return mergeChoices(choices, prefix);
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const isRequired = schema.required?.includes(name) === true;
    const field = { path, type: typeOf(value), notes: notesOf(value, isRequired) };
    return [field, ...nestedFields(value, path)];
  });
}

function nestedFields(schema: JsonSchema, path: string): Field[] {
  if (schema.items) return nestedFields(schema.items, `${path}[]`);
  if (typeof schema.additionalProperties === 'object') {
    return nestedFields(schema.additionalProperties, `${path}.*`);
  }
  return describeFields(schema, path);
}

/** The same field of several shapes is one row with all its types. */
function mergeChoices(choices: readonly JsonSchema[], prefix: string): Field[] {
  const merged = new Map<string, Field & { readonly times: number }>();
  for (const field of choices.flatMap((choice) => describeFields(choice, prefix))) {
    const known = merged.get(field.path);
    const types = new Set([...(known?.type.split(' or ') ?? []), ...field.type.split(' or ')]);
    const times = (known?.times ?? 0) + 1;
    merged.set(field.path, { ...field, ...known, type: [...types].join(' or '), times });
  }
  return [...merged.values()].map(({ times, notes, ...field }) => {
    const isEverywhere = times === choices.length || notes.startsWith('optional');
    const some = notes === '' ? 'in some' : `in some, ${notes}`;
    return { ...field, notes: isEverywhere ? notes : some };
  });
}

function typeOf(schema: JsonSchema): string {
  const choices = choicesOf(schema);
  if (choices.length > 0) return [...new Set(choices.map(typeOf))].join(' or ');
  if ('const' in schema) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (typeof schema.additionalProperties === 'object' && !schema.properties) {
    return `map of ${typeOf(schema.additionalProperties)}`;
  }
  return typeof schema.type === 'object' ? schema.type.join(' or ') : (schema.type ?? 'any');
}

function choicesOf(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ?? schema.oneOf ?? [];
}

function notesOf(schema: JsonSchema, isRequired: boolean): string {
  const notes = [
    ...(isRequired ? [] : ['optional']),
    ...(schema.default === undefined ? [] : [`default \`${JSON.stringify(schema.default)}\``]),
    ...rangeOf(schema.minimum, schema.maximum, ''),
    ...rangeOf(schema.minLength, schema.maxLength, ' characters'),
    ...rangeOf(schema.minItems, schema.maxItems, ' entries'),
    ...(schema.description === undefined ? [] : [schema.description]),
  ];
  return notes.join(', ');
}

/** Bounds that only say "a safe integer" are left out. */
function rangeOf(least: number | undefined, most: number | undefined, unit: string): string[] {
  const from = least === Number.MIN_SAFE_INTEGER ? undefined : least;
  const to = most === Number.MAX_SAFE_INTEGER ? undefined : most;
  if (from !== undefined && to !== undefined) return [`${from} to ${to}${unit}`];
  if (from !== undefined) return [`at least ${from}${unit}`];
  return to === undefined ? [] : [`at most ${to}${unit}`];
}
