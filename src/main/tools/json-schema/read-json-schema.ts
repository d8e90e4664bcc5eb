import { z } from 'zod';

/** A JSON Schema of an object, as it came from somewhere else. */
export type JsonObjectSchema = Readonly<Record<string, unknown>>;

export interface SchemaBounds {
  /** Of its JSON text. */
  readonly maxBytes: number;
  readonly maxDepth: number;
}

/** What a tool is described with when its own schema can't be used. */
export const anyObject: JsonObjectSchema = { type: 'object' };

/**
 * Takes a JSON Schema over as it is, or says why not: no object, too large, nested too deeply. Models
 * expect an object at the top; one that does not say its type is taken for it.
 */
export function readJsonSchema(
  found: unknown,
  bounds: SchemaBounds,
): { readonly schema: JsonObjectSchema; readonly problem?: string } {
  const parsed = z.record(z.string(), z.unknown()).safeParse(found);
  const refuse = (problem: string): ReturnType<typeof readJsonSchema> => ({
    schema: anyObject,
    problem,
  });
  if (!parsed.success) return refuse('it is no object');
  const { type } = parsed.data;
  if (type !== undefined && type !== 'object') return refuse('its type is not "object"');
  if (isDeeper(parsed.data, bounds.maxDepth))
    return refuse(`it is nested more than ${bounds.maxDepth} levels deep`);
  const sizeBytes = Buffer.byteLength(JSON.stringify(parsed.data));
  if (sizeBytes > bounds.maxBytes) return refuse(`it is larger than ${bounds.maxBytes} bytes`);
  return { schema: type === undefined ? { type: 'object', ...parsed.data } : parsed.data };
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((part) => isDeeper(part, depth - 1));
}
