import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { defineMethods } from './spec.ts';

const secretName = () => z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'capital letters, digits and _');

/** Secrets of the owner. Values go in and never come out again. */
export const secretMethods = defineMethods({
  'secrets.list': {
    scope: 'operator.admin',
    summary: 'The names of the secrets that are kept, and where the configuration uses them.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() =>
      z.strictObject({
        secrets: z.array(z.strictObject({ name: z.string(), usedBy: z.array(z.string()) })),
      }),
    ),
  },
  'secrets.set': {
    scope: 'operator.admin',
    summary: 'Keeps a secret under a name; what uses it gets the new value at once.',
    params: lazy(() =>
      z.strictObject({ name: secretName(), value: z.string().min(1).max(16_384) }),
    ),
    result: lazy(() => z.strictObject({ ok: z.literal(true) })),
  },
  'secrets.remove': {
    scope: 'operator.admin',
    summary: 'Forgets a secret.',
    params: lazy(() => z.strictObject({ name: secretName() })),
    result: lazy(() => z.strictObject({ ok: z.literal(true), removed: z.boolean() })),
  },
});
