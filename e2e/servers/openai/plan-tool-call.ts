import type { PlannedCall } from './answer.ts';
import type { CompletionRequest } from './request-schema.ts';

/**
 * Calls of the offered functions, in the order offered. `args:{...}` in the user's text gives the
 * arguments, `tool:<name>` picks one function; else required properties are filled by their schema.
 */
export function planToolCalls(request: CompletionRequest, userText: string): PlannedCall[] {
  if (request.tool_choice === 'none') return [];
  const wanted = findWantedName(request, userText);
  const calls: PlannedCall[] = [];
  for (const tool of request.tools ?? []) {
    if (tool.type !== 'function') continue;
    const { name, parameters } = tool.function;
    if (wanted !== undefined && wanted !== name) continue;
    const given = findArguments(userText);
    calls.push({ name, arguments: given ?? JSON.stringify(fillObject(parameters ?? {})) });
  }
  return calls;
}

function findWantedName(request: CompletionRequest, userText: string): string | undefined {
  const choice = request.tool_choice;
  if (typeof choice === 'object' && choice.type === 'function') return choice.function.name;
  return /\btool:([a-zA-Z0-9_-]+)/.exec(userText)?.[1];
}

/** The JSON object after `args:`, ended by its matching brace; undefined when it is no JSON. */
function findArguments(text: string): string | undefined {
  const start = text.indexOf('args:{');
  if (start < 0) return undefined;
  const rest = text.slice(start + 'args:'.length);
  for (let end = rest.indexOf('}'); end >= 0; end = rest.indexOf('}', end + 1)) {
    const candidate = rest.slice(0, end + 1);
    if (isJson(candidate)) return candidate;
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fillObject(schema: Schema): Record<string, unknown> {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const result: Record<string, unknown> = {};
  for (const name of required) {
    if (typeof name === 'string') result[name] = fillValue(properties[name]);
  }
  return result;
}

/** The simplest value a schema takes. */
function fillValue(schema: unknown): unknown {
  if (!isSchema(schema)) return 'text';
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
