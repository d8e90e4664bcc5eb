/** How an argument is asked for. `json`: whatever it is, it is written as JSON. */
export type FieldKind = 'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'list' | 'json';

/** One argument of a tool, as a form and as people read it. */
export interface ArgumentField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  readonly description: string;
  /** For `choice`: what may be chosen, as JSON. */
  readonly choices: readonly string[];
  /** What counts when it is left out, as JSON. */
  readonly fallback: string | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** Why an argument can't be sent as it stands. */
export type FieldFault = 'required' | 'number' | 'integer' | 'json';

export interface ReadArguments {
  readonly args: Record<string, unknown>;
  readonly faults: Readonly<Record<string, FieldFault>>;
}

type Schema = Readonly<Record<string, unknown>>;

/**
 * The arguments of a tool by its JSON Schema, in the order they are written, those that must be there
 * first. Servers write schemas of all kinds: what is not understood becomes a field for JSON.
 */
export function readFields(parameters: Schema): readonly ArgumentField[] {
  const properties = asRecord(parameters['properties']) ?? {};
  const required = new Set(asArray(parameters['required']));
  const fields = Object.entries(properties).map(([name, schema]) =>
    readField(name, asRecord(schema) ?? {}, required.has(name)),
  );
  return [...fields.filter((one) => one.isRequired), ...fields.filter((one) => !one.isRequired)];
}

function readField(name: string, schema: Schema, isRequired: boolean): ArgumentField {
  const choices = choicesOf(schema);
  const { description, default: fallback, minimum: min, maximum: max } = schema;
  return {
    ...{ name, isRequired },
    kind: choices.length > 0 ? 'choice' : kindOf(schema),
    description: typeof description === 'string' ? description : '',
    choices,
    fallback: fallback === undefined ? undefined : JSON.stringify(fallback),
    min: typeof min === 'number' ? min : undefined,
    max: typeof max === 'number' ? max : undefined,
  };
}

function choicesOf(schema: Schema): readonly string[] {
  const values = 'const' in schema ? [schema['const']] : asArray(schema['enum']);
  return values.map((value) => JSON.stringify(value));
}

function kindOf(schema: Schema): FieldKind {
  switch (typeOf(schema)) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'integer':
      return 'integer';
    case 'boolean':
      return 'boolean';
    case 'array':
      return typeOf(asRecord(schema['items']) ?? {}) === 'string' ? 'list' : 'json';
    default:
      return 'json';
  }
}

/** The type that is not null, where there is one. */
function typeOf(schema: Schema): unknown {
  const types = [schema['type']].flat().filter((type) => type !== 'null');
  return types.length === 1 ? types[0] : undefined;
}

/** What stands in a form, as arguments of a call. Empty fields are left out. */
export function readArguments(
  fields: readonly ArgumentField[],
  values: Readonly<Record<string, string>>,
): ReadArguments {
  const args: [string, unknown][] = [];
  const faults: [string, FieldFault][] = [];
  for (const field of fields) {
    const text = values[field.name] ?? '';
    const read = text === '' ? readEmpty(field) : readText(field, text);
    if ('fault' in read) faults.push([field.name, read.fault]);
    else if (read.value !== undefined) args.push([field.name, read.value]);
  }
  return { args: Object.fromEntries(args), faults: Object.fromEntries(faults) };
}

type Read = { readonly value: unknown } | { readonly fault: FieldFault };

/** An empty text may well be meant where a text must be there. */
function readEmpty({ isRequired, kind, fallback }: ArgumentField): Read {
  if (!isRequired || fallback !== undefined) return { value: undefined };
  if (kind === 'list') return { value: [] };
  return { fault: 'required' };
}

function readText({ kind }: ArgumentField, text: string): Read {
  switch (kind) {
    case 'text':
      return { value: text };
    case 'number':
    case 'integer':
      return readNumber(text, kind);
    case 'boolean':
      return { value: text === 'true' };
    case 'list':
      return { value: text.split('\n').filter((line) => line.trim() !== '') };
    case 'choice':
    case 'json':
      return readJson(text);
  }
}

function readNumber(text: string, kind: 'number' | 'integer'): Read {
  const value = Number(text.trim());
  if (text.trim() === '' || !Number.isFinite(value)) return { fault: 'number' };
  return kind === 'integer' && !Number.isInteger(value) ? { fault: 'integer' } : { value };
}

function readJson(text: string): Read {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: 'json' };
  }
}

/** All arguments at once, as JSON; undefined when it is no object. */
export function readJsonArguments(text: string): Record<string, unknown> | undefined {
  const read = readJson(text);
  if ('fault' in read) return undefined;
  const record = asRecord(read.value);
  return record && { ...record };
}

function asRecord(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Schema)
    : undefined;
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
