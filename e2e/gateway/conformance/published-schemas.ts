import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';

// The package does not export its schema file; it lies beside the folder of its modules.
const modules = dirname(
  createRequire(import.meta.url).resolve('@openclaw/gateway-protocol/version'),
);
const published = z
  .object({ definitions: z.record(z.string(), z.record(z.string(), z.unknown())) })
  .parse(JSON.parse(readFileSync(join(modules, '..', 'protocol.schema.json'), 'utf8')));

const built = new Map<string, z.ZodType>();

/** A schema of the published protocol, by its name there. */
function publishedSchema(name: string): z.ZodType {
  const definition = published.definitions[name];
  if (!definition) throw new Error(`the protocol has no ${name}`);
  const schema = built.get(name) ?? z.fromJSONSchema(definition);
  built.set(name, schema);
  return schema;
}

/** Fails with all the differences when a value does not fit a published schema. */
export function expectToFit(name: string, value: unknown): void {
  const result = publishedSchema(name).safeParse(value);
  expect(result.error?.issues ?? [], `${name}: ${JSON.stringify(value).slice(0, 500)}`).toEqual([]);
}
