import { expect, it } from 'vitest';
import { wordSchema } from './word-schema.ts';

it('puts names and helps where the words have them, and leaves the rest', () => {
  const schema = {
    properties: {
      agents: {
        additionalProperties: {
          anyOf: [
            { properties: { model: { type: 'string', title: 'Model', description: 'One.' } } },
          ],
        },
      },
      rules: { items: { properties: { when: { type: 'object' } } } },
      port: { title: 'Port', minimum: 1 },
    },
  };
  const words = {
    agents: { title: 'Agenten' },
    'agents.*.model': { title: 'Modell', help: 'Eines.' },
    'rules[].when': { title: 'Wann' },
  };
  expect(wordSchema(schema, words)).toEqual({
    properties: {
      agents: {
        title: 'Agenten',
        additionalProperties: {
          anyOf: [
            { properties: { model: { type: 'string', title: 'Modell', description: 'Eines.' } } },
          ],
        },
      },
      rules: { items: { properties: { when: { type: 'object', title: 'Wann' } } } },
      port: { title: 'Port', minimum: 1 },
    },
  });
  expect(wordSchema(schema, {})).toEqual(schema);
});
