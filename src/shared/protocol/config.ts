import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

export const configProblem = lazy(() =>
  z.strictObject({
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    path: z.string(),
    file: z.string().optional(),
    line: z.int().optional(),
    column: z.int().optional(),
  }),
);

export const planEffect = lazy(() =>
  z.strictObject({
    /** The changed path, as in `channels.telegram.token`. */
    path: z.string(),
    effect: z.enum(['none', 'agent', 'channel', 'listener']),
    /** The agent or channel it happens to. */
    subject: z.string().optional(),
  }),
);

const writeResult = lazy(() =>
  z.strictObject({
    ok: z.literal(true),
    hash: z.string(),
    version: z.int(),
    changedPaths: z.array(z.string()),
    effects: z.array(planEffect()),
    problems: z.array(configProblem()),
  }),
);

const none = lazy(() => z.strictObject({}));
const baseHash = () => z.string().min(1);

export const configMethods = defineMethods({
  'config.get': {
    scope: 'operator.admin',
    summary: 'The configuration as text and as values, with secrets hidden in the values.',
    params: none,
    result: lazy(() =>
      z.strictObject({
        path: z.string(),
        exists: z.boolean(),
        /** Root first, then its includes. */
        files: z.array(z.strictObject({ path: z.string(), raw: z.string() })),
        /** The text of the root. */
        raw: z.string(),
        /** The effective values; secrets are shown as dots. */
        config: z.unknown(),
        /** Over the root and its includes; what a write is based on. */
        hash: z.string(),
        appliedHash: z.string(),
        version: z.int(),
        problems: z.array(configProblem()),
      }),
    ),
  },
  'config.set': {
    scope: 'operator.admin',
    summary: 'Replaces the text of the configuration, or of one include.',
    params: lazy(() =>
      z.strictObject({
        raw: z.string().min(1),
        baseHash: baseHash().optional(),
        file: z.string().optional(),
        /** Allows a write that loses most of the file. */
        force: z.boolean().optional(),
      }),
    ),
    result: writeResult,
  },
  'config.patch': {
    scope: 'operator.admin',
    summary: 'Merges a JSON5 object into the configuration; null deletes.',
    params: lazy(() =>
      z.strictObject({
        raw: z.string().min(1),
        baseHash: baseHash().optional(),
        note: z.string().optional(),
      }),
    ),
    result: writeResult,
  },
  'config.edit': {
    scope: 'operator.admin',
    summary: 'Edits single values by path; comments, order and formatting stay.',
    params: lazy(() =>
      z.strictObject({
        edits: z
          .array(
            z.discriminatedUnion('op', [
              z.strictObject({ op: z.literal('set'), path: z.string().min(1), value: z.unknown() }),
              z.strictObject({ op: z.literal('delete'), path: z.string().min(1) }),
              z.strictObject({
                op: z.literal('rename'),
                path: z.string().min(1),
                to: z.string().min(1),
              }),
              z.strictObject({
                op: z.literal('append'),
                path: z.string().min(1),
                value: z.unknown(),
              }),
            ]),
          )
          .min(1)
          .max(1_000),
        baseHash: baseHash().optional(),
      }),
    ),
    result: writeResult,
  },
  'config.schema': {
    scope: 'operator.admin',
    summary: 'The JSON Schema of the configuration, with titles and help.',
    params: none,
    result: lazy(() =>
      z.strictObject({
        schema: z.unknown(),
        uiHints: z.record(
          z.string(),
          z.strictObject({
            label: z.string().optional(),
            help: z.string().optional(),
            advanced: z.boolean().optional(),
            sensitive: z.boolean().optional(),
          }),
        ),
        version: z.string(),
        generatedAt: z.string(),
      }),
    ),
  },
  'config.plan': {
    scope: 'operator.admin',
    summary: 'What saving a text would do, without saving it.',
    params: lazy(() => z.strictObject({ raw: z.string(), file: z.string().optional() })),
    result: lazy(() =>
      z.strictObject({
        effects: z.array(planEffect()),
        problems: z.array(configProblem()),
        /** False: the text does not parse and nothing would change. */
        isApplicable: z.boolean(),
      }),
    ),
  },
});

export const configEvents = defineEvents({
  'config.changed': {
    scope: 'operator.read',
    summary: 'A new configuration took effect, or one was refused; paths and places, never values.',
    payload: lazy(() =>
      z.strictObject({
        hash: z.string(),
        version: z.int(),
        author: z.string(),
        changedPaths: z.array(z.string()),
        effects: z.array(planEffect()),
        problems: z.array(configProblem()),
      }),
    ),
    isLogged: true,
  },
});

export type ConfigProblem = z.output<ReturnType<typeof configProblem>>;
export type PlanEffect = z.output<ReturnType<typeof planEffect>>;
