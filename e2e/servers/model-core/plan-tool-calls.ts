import type { PlannedCall } from './answer.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Of a request, what the calls depend on. */
interface Offer {
  readonly tools: readonly { readonly name: string; readonly parameters: unknown }[];
  readonly lastUserText: string;
}

/**
 * Calls of the offered tools, in the order offered. `args:{...}` in the user's text gives the
 * arguments, `tool:<name>` picks one; else required properties are filled by their schema.
 *
 * @param wanted the one to call, whatever the text says
 */
export function planToolCalls(
  { tools, lastUserText }: Offer,
  wanted = /\btool:([a-zA-Z0-9_.-]+)/.exec(lastUserText)?.[1],
): PlannedCall[] {
  const given = findArguments(lastUserText);
  return tools
    .filter(({ name }) => wanted === undefined || wanted === name)
    .map(({ name, parameters }) => ({ name, arguments: given ?? fillObject(parameters) }));
}

/** The JSON object after `args:`, ended by its matching brace; undefined when it is no JSON. */
function findArguments(text: string): JsonObject | undefined {
  const start = text.indexOf('args:{');
  if (start < 0) return undefined;
  const rest = text.slice(start + 'args:'.length);
  for (let end = rest.indexOf('}'); end >= 0; end = rest.indexOf('}', end + 1)) {
    const value = parse(rest.slice(0, end + 1));
    if (isObject(value)) return value;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fillObject(schema: unknown): JsonObject {
  if (!isObject(schema)) return {};
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const names = required.filter((name) => typeof name === 'string');
  return Object.fromEntries(names.map((name) => [name, fillValue(properties[name])]));
}

/** The simplest value a schema takes. */
function fillValue(schema: unknown): unknown {
  if (!isObject(schema)) return 'text';
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as unknown;
  if ('default' in schema) return schema['default'];
  const type: unknown = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'object':
      return fillObject(schema);
    case 'array':
      return [];
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 1;
    case 'boolean':
      return true;
    default:
      return 'text';
  }
}
