import { expect, it } from 'vitest';
import { events, methods } from '../../shared/protocol/contract.ts';
import { describeFields } from './reference-fields.ts';
import { renderProtocolReference } from './reference.ts';

it('has a section for each method and each event, and a type for each field', () => {
  const text = renderProtocolReference();
  for (const name of [...Object.keys(methods), ...Object.keys(events)]) {
    expect(text).toContain(`\n### ${name}\n`);
  }
  expect(text).toContain('| `sessionKey` | string | 1 to 512 characters |');
  expect(text).not.toMatch(/undefined|\[object/);
});

it('shows nested fields, lists, choices and bounds as flat rows', () => {
  const rows = describeFields({
    type: 'object',
    required: ['kind', 'list'],
    properties: {
      kind: { enum: ['a', 'b'] },
      list: {
        type: 'array',
        maxItems: 3,
        items: {
          anyOf: [
            { type: 'object', required: ['x'], properties: { x: { const: 1 } } },
            { type: 'object', required: ['x'], properties: { x: { type: 'string' } } },
          ],
        },
      },
      map: { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
    },
  });
  expect(rows).toEqual([
    { path: 'kind', type: '`"a"` or `"b"`', notes: '' },
    { path: 'list', type: 'list of object', notes: 'at most 3 entries' },
    { path: 'list[].x', type: '`1` or string', notes: '' },
    { path: 'map', type: 'map of number', notes: 'optional' },
  ]);
});
