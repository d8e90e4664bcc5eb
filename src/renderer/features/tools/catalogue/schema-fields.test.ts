import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments, readFields, readJsonArguments } from './schema-fields.ts';

const parameters = {
  type: 'object',
  properties: {
    note: { type: ['string', 'null'], description: 'Said on top.' },
    mode: { enum: ['read', 'write'], default: 'read' },
    lines: { type: 'array', items: { type: 'string' } },
    count: { type: 'integer', minimum: 1, maximum: 9 },
    path: { type: 'string' },
    deep: { type: 'object' },
    isSure: { type: 'boolean' },
  },
  required: ['path'],
};
const fields = readFields(parameters);
const read = (values: Record<string, string>) => readArguments(fields, values);

describe('fields of a schema', () => {
  it('begin with those that must be there', () => {
    expect(fields.map(({ name, kind }) => `${name}:${kind}`)).toEqual([
      'path:text',
      'note:text',
      'mode:choice',
      'lines:list',
      'count:integer',
      'deep:json',
      'isSure:boolean',
    ]);
    expect(fields[2]).toMatchObject({ choices: ['"read"', '"write"'], fallback: '"read"' });
    expect(fields[4]).toMatchObject({ min: 1, max: 9 });
  });

  it('are none for what is no schema of an object, whatever it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (anything) => {
        for (const { name } of readFields(anything)) expect(typeof name).toBe('string');
      }),
    );
  });
});

describe('what stands in a form', () => {
  it('becomes arguments of their own kinds, and what is empty is left out', () => {
    const values = {
      ...{ path: 'a.md', mode: '"write"', lines: 'one\n\ntwo', count: ' 3 ', deep: '{"a":[1]}' },
      ...{ isSure: 'false', note: '' },
    };
    expect(read(values)).toEqual({
      args: {
        ...{ path: 'a.md', mode: 'write', lines: ['one', 'two'], count: 3 },
        ...{ deep: { a: [1] }, isSure: false },
      },
      faults: {},
    });
  });

  it('is told where it can’t be sent', () => {
    expect(read({ count: '1.5', deep: '{' }).faults).toEqual({
      path: 'required',
      count: 'integer',
      deep: 'json',
    });
    expect(read({ path: 'a', count: 'many' }).faults).toEqual({ count: 'number' });
  });

  it('is the same text again, whatever one types', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (path) => {
        expect(read({ path }).args).toEqual({ path });
      }),
    );
  });
});

describe('arguments as JSON', () => {
  it('are an object or nothing', () => {
    expect(readJsonArguments('{"a": 1}')).toEqual({ a: 1 });
    expect(readJsonArguments('[1]')).toBeUndefined();
    expect(readJsonArguments('{')).toBeUndefined();
  });
});
