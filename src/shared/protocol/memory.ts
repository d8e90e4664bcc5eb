import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

export const noteRow = lazy(() =>
  z.strictObject({
    id: z.string(),
    agentId: z.string(),
    /** `person:<id>` or `chat:<session key>`: whose conversations may recall it. */
    about: z.string(),
    /** The person’s or the chat’s name, where it is known. */
    aboutName: z.string().optional(),
    text: z.string(),
    author: z.enum(['agent', 'person']),
    /** The conversation it was written in, and its key while there is one. */
    sessionId: z.string().optional(),
    sessionKey: z.string().optional(),
    createdAt: z.int(),
    updatedAt: z.int(),
  }),
);
export type NoteRow = z.output<ReturnType<typeof noteRow>>;

export const noteSubjectRow = lazy(() =>
  z.strictObject({
    agentId: z.string(),
    about: z.string(),
    aboutName: z.string().optional(),
    notes: z.int(),
  }),
);
export type NoteSubjectRow = z.output<ReturnType<typeof noteSubjectRow>>;

const noteText = () => z.string().trim().min(1).max(limits.memory.noteChars);
const subject = () =>
  z
    .string()
    .regex(/^(person|chat):.+$/, 'write it as person:<id>')
    .max(600);

/** What agents remember of people. */
export const memoryMethods = defineMethods({
  'memory.list': {
    scope: 'operator.read',
    summary: 'Notes that agents keep, the newest first; by words where a query is given.',
    params: lazy(() =>
      z.strictObject({
        agentId: z.string().min(1).optional(),
        about: subject().optional(),
        query: z.string().max(1_000).optional(),
        limit: z.int().min(1).max(500).default(100),
        offset: z.int().nonnegative().default(0),
      }),
    ),
    result: lazy(() => z.strictObject({ notes: z.array(noteRow()), total: z.int() })),
  },
  'memory.subjects': {
    scope: 'operator.read',
    summary: 'Whom there are notes about, by agent, with how many; the most first.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() => z.strictObject({ subjects: z.array(noteSubjectRow()) })),
  },
  'memory.add': {
    scope: 'operator.write',
    summary:
      'Writes a note for an agent, about a person or a chat; the owner when nobody is named.',
    params: lazy(() =>
      z.strictObject({
        agentId: z.string().min(1).optional(),
        about: subject().optional(),
        text: noteText(),
      }),
    ),
    result: lazy(() => z.strictObject({ note: noteRow() })),
  },
  'memory.update': {
    scope: 'operator.write',
    summary: 'Changes what a note says.',
    params: lazy(() => z.strictObject({ id: z.string().min(1), text: noteText() })),
    result: lazy(() => z.strictObject({ note: noteRow() })),
  },
  'memory.remove': {
    scope: 'operator.write',
    summary: 'Forgets a note. The answer holds it once more, so that it can be added again.',
    params: lazy(() => z.strictObject({ id: z.string().min(1) })),
    result: lazy(() => z.strictObject({ note: noteRow() })),
  },
});

export const memoryEvents = defineEvents({
  'memory.changed': {
    scope: 'operator.read',
    summary: 'A note was written, changed or forgotten.',
    payload: lazy(() =>
      z.strictObject({
        reason: z.enum(['added', 'updated', 'removed']),
        id: z.string(),
        agentId: z.string(),
      }),
    ),
    isLogged: true,
  },
});
