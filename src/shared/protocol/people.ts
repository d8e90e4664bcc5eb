import { z } from 'zod';
import { personRoles } from '../model/people.ts';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

export const personRow = lazy(() =>
  z.strictObject({
    id: z.string(),
    name: z.string(),
    role: z.enum(personRoles),
    createdAt: z.int(),
    identities: z.array(
      z.strictObject({
        id: z.string(),
        channel: z.string(),
        account: z.string(),
        peer: z.string(),
        name: z.string().optional(),
      }),
    ),
  }),
);

export const pairingRequest = lazy(() =>
  z.strictObject({
    code: z.string(),
    channel: z.string(),
    peer: z.string(),
    name: z.string().optional(),
    createdAt: z.int(),
    expiresAt: z.int(),
  }),
);

const none = lazy(() => z.strictObject({}));
const done = lazy(() => z.strictObject({ ok: z.literal(true) }));

export const peopleMethods = defineMethods({
  'people.list': {
    scope: 'operator.read',
    summary: 'Everybody the assistant knows, and who waits to be let in.',
    params: none,
    result: lazy(() =>
      z.strictObject({ people: z.array(personRow()), pending: z.array(pairingRequest()) }),
    ),
  },
  'people.approve': {
    scope: 'operator.pairing',
    summary: 'Lets a stranger in by the code they were given.',
    params: lazy(() =>
      z.strictObject({
        code: z.string().min(1).max(32),
        role: z.enum(personRoles).optional(),
        /** The same human as somebody who is known already. */
        personId: z.string().optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ person: personRow() })),
  },
  'people.reject': {
    scope: 'operator.pairing',
    summary: 'Turns a request down; the same sender may ask again later.',
    params: lazy(() => z.strictObject({ code: z.string().min(1).max(32) })),
    result: done,
  },
  'people.update': {
    scope: 'operator.admin',
    summary: 'Renames a person or changes what they may do. The last owner stays owner.',
    params: lazy(() =>
      z.strictObject({
        id: z.string(),
        name: z.string().min(1).max(80).optional(),
        role: z.enum(personRoles).optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ person: personRow() })),
  },
  'people.link': {
    scope: 'operator.admin',
    summary: 'Says that two people are one: the identities of the second move to the first.',
    params: lazy(() => z.strictObject({ id: z.string(), otherId: z.string() })),
    result: lazy(() => z.strictObject({ person: personRow() })),
  },
  'people.remove': {
    scope: 'operator.admin',
    summary: 'Forgets a person; their conversations stay, they are a stranger again.',
    params: lazy(() => z.strictObject({ id: z.string() })),
    result: done,
  },
});

export const peopleEvents = defineEvents({
  'people.changed': {
    scope: 'operator.read',
    summary: 'Somebody asked to be let in, was let in, changed or left.',
    payload: lazy(() =>
      z.strictObject({
        reason: z.enum(['requested', 'approved', 'rejected', 'updated', 'removed']),
      }),
    ),
    isLogged: true,
  },
});

export type PersonRow = z.output<ReturnType<typeof personRow>>;
export type PairingRequest = z.output<ReturnType<typeof pairingRequest>>;
