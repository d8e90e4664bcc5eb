import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { foreignParameters } from './foreign-parameters.ts';
import { readJsonSchema } from './read-json-schema.ts';

const bounds = { maxBytes: 1_000, maxDepth: 6 };
const check = (schema: unknown, args: unknown): string[] => {
  const found = foreignParameters(readJsonSchema(schema, bounds).schema).safeParse(args);
  return found.success ? [] : found.error.issues.map((issue) => issue.path.join('.'));
};

describe('arguments of tools from elsewhere', () => {
  it('are checked by their own schema and passed on as they are', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'integer', default: 3 } },
      required: ['a'],
    };
    expect(check(schema, { a: 'x', other: true })).toEqual([]);
    expect(check(schema, { b: 'x' })).toEqual(['a', 'b']);
    const passed = foreignParameters(readJsonSchema(schema, bounds).schema).parse({ a: 'x', c: 1 });
    expect(passed).toEqual({ a: 'x', c: 1 });
  });

  it('are still an object, so that the catalogue can handle them', () => {
    expect(foreignParameters({ type: 'object' })).toBeInstanceOf(z.ZodObject);
    expect(foreignParameters({ type: 'banana' })).toBeInstanceOf(z.ZodObject);
  });

  it.each([
    { type: 'object', properties: { a: { type: 'banana' } } },
    { type: 'object', properties: { a: { not: { type: 'string' } } } },
    { type: 'object', properties: { a: { $ref: 'http://elsewhere.example/x' } } },
    { type: 'object', properties: { a: { if: {}, then: {} } } },
    { type: 'object', properties: 'nonsense' },
  ])('are taken as they come where the schema is odd: %j', (schema) => {
    expect(check(schema, { a: 1 })).toEqual([]);
  });

  it('never run a pattern of somebody else, and keep a property of that name', () => {
    const evil = { a: { type: 'string', pattern: '^(a+)+$' }, pattern: { type: 'number' } };
    const schema = { type: 'object', properties: evil };
    expect(check(schema, { a: `${'a'.repeat(40)}!` })).toEqual([]);
    expect(check(schema, { pattern: 'x' })).toEqual(['pattern']);
  });

  it('end soon where a schema refers to itself in every choice', () => {
    const schema = {
      type: 'object',
      properties: { x: { $ref: '#/$defs/t' } },
      $defs: { t: { anyOf: [{ $ref: '#/$defs/u' }, { $ref: '#/$defs/u' }] }, u: { type: 'null' } },
    };
    expect(check(schema, { x: 1 })).toEqual([]);
  });

  it('never throw, whatever the schema', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 4 }), fc.object(), (schema, args) => {
        check({ ...schema, type: 'object' }, args);
      }),
    );
  });
});

describe('a schema from elsewhere', () => {
  it('stays as it is', () => {
    const schema = { type: 'object', properties: { a: { 'x-odd': 1 } } };
    expect(readJsonSchema(schema, bounds)).toEqual({ schema });
    expect(readJsonSchema({ properties: {} }, bounds).schema).toEqual({
      type: 'object',
      properties: {},
    });
  });

  it('is left out with a reason when it is too much', () => {
    let deep: unknown = {};
    for (let level = 0; level < 10; level += 1) deep = { properties: { a: deep } };
    const large = { type: 'object', description: 'x'.repeat(2_000) };
    for (const schema of [deep, large, { type: 'array' }, 7, null, [1]])
      expect(readJsonSchema(schema, bounds)).toEqual({
        schema: { type: 'object' },
        problem: expect.any(String) as string,
      });
  });
});
