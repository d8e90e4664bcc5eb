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

/** What a changed path does. */
export const planCodes = [
  'live',
  'agent.added',
  'agent.removed',
  'agent.next-turn',
  'channel.added',
  'channel.removed',
  'channel.restarted',
  'listener.re-bound',
] as const;

export const planEffect = lazy(() =>
  z.strictObject({
    /** The changed path, as in `channels.telegram.token`. */
    path: z.string(),
    effect: z.enum(['none', 'agent', 'channel', 'listener']),
    /** The agent or channel it happens to. */
    subject: z.string().optional(),
    /** What happens, as a code; the words are made at the edge. */
    code: z.enum(planCodes),
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

/** Changes by path, done in order; all of them or none. */
export const configEdits = lazy(() =>
  z
    .array(
      z.discriminatedUnion('op', [
        z.strictObject({ op: z.literal('set'), path: z.string().min(1), value: z.unknown() }),
        z.strictObject({ op: z.literal('delete'), path: z.string().min(1) }),
        /** Gives the last key of `path` another name; value, place and comments stay. */
        z.strictObject({ op: z.literal('rename'), path: z.string().min(1), to: z.string().min(1) }),
        z.strictObject({ op: z.literal('append'), path: z.string().min(1), value: z.unknown() }),
        /** The text of `path` once more under another key of the same section, secrets included. */
        z.strictObject({ op: z.literal('copy'), path: z.string().min(1), to: z.string().min(1) }),
      ]),
    )
    .min(1)
    .max(1_000),
);

const valueSource = lazy(() =>
  z.strictObject({
    kind: z.enum(['default', 'file', 'include', 'env', 'secret']),
    file: z.string().optional(),
    line: z.int().optional(),
    column: z.int().optional(),
    /** Names of the variables or secrets in the text. */
    variables: z.array(z.string()).optional(),
  }),
);

const none = lazy(() => z.strictObject({}));
const baseHash = () => z.string().min(1);
/** What was read when the secrets in a change were typed, if another hash was read since. */
const secretsBase = () => z.string().min(1).optional();

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
        files: z.array(
          z.strictObject({
            path: z.string(),
            raw: z.string(),
            /** As problems and sources name it. */
            fullPath: z.string(),
            /** Marked as not to be written. */
            isReadOnly: z.boolean(),
          }),
        ),
        /** The text of the root. */
        raw: z.string(),
        /** The effective values; secrets are shown as dots. */
        config: z.unknown(),
        /** As written: includes merged, variables not expanded, secrets shown as dots. Null when it does not parse. */
        parsed: z.unknown(),
        /** Over the root and its includes; what a write is based on. */
        hash: z.string(),
        appliedHash: z.string(),
        version: z.int(),
        /** The name under which the history keeps what this client saves. */
        author: z.string(),
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
        secretsBase: secretsBase(),
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
        edits: configEdits(),
        baseHash: baseHash().optional(),
        secretsBase: secretsBase(),
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
    summary: 'What saving a text, or bringing a version back, would do, without doing it.',
    params: lazy(() =>
      z.union([
        z.strictObject({ raw: z.string(), file: z.string().optional() }),
        z.strictObject({ edits: configEdits() }),
        /** What bringing this kept version back would do. */
        z.strictObject({ version: z.int().positive() }),
      ]),
    ),
    result: lazy(() =>
      z.strictObject({
        changedPaths: z.array(z.string()),
        /** The texts as they would be, for files that would change; secrets shown as dots. */
        files: z.array(z.strictObject({ path: z.string(), raw: z.string() })),
        effects: z.array(planEffect()),
        problems: z.array(configProblem()),
        /** Secrets that would stand openly in the files: where, never what. */
        openSecrets: z.array(
          z.strictObject({
            path: z.string(),
            file: z.string(),
            line: z.int(),
            column: z.int(),
          }),
        ),
        /** False: the text does not parse and nothing would change. */
        isApplicable: z.boolean(),
      }),
    ),
  },
  'config.history': {
    scope: 'operator.admin',
    summary: 'The versions that are kept, newest first.',
    params: none,
    result: lazy(() =>
      z.strictObject({
        versions: z.array(
          z.strictObject({
            version: z.int(),
            at: z.int(),
            author: z.string(),
            hash: z.string(),
            files: z.array(z.string()),
            sizeBytes: z.int(),
            /** Against the version before it; absent where that can't be told. */
            changed: z
              .strictObject({
                /** The first few; none when only comments, order or layout changed. */
                paths: z.array(z.string()),
                count: z.int(),
              })
              .optional(),
          }),
        ),
      }),
    ),
  },
  'config.version': {
    scope: 'operator.admin',
    summary: 'The texts of one kept version, with secrets hidden.',
    params: lazy(() => z.strictObject({ version: z.int().positive() })),
    result: lazy(() =>
      z.strictObject({
        version: z.int(),
        at: z.int(),
        author: z.string(),
        files: z.array(z.strictObject({ path: z.string(), raw: z.string() })),
      }),
    ),
  },
  'config.restore': {
    scope: 'operator.admin',
    summary:
      'Brings a kept version back. With a base hash only while nothing else was saved since.',
    params: lazy(() =>
      z.strictObject({ version: z.int().positive(), baseHash: baseHash().optional() }),
    ),
    result: writeResult,
  },
  'config.undo': {
    scope: 'operator.admin',
    summary: 'Takes back what one version changed; what was saved since stays.',
    params: lazy(() =>
      z.strictObject({
        version: z.int().positive(),
        /** The version it was made over; 0 when there was no file. */
        before: z.int().nonnegative(),
      }),
    ),
    result: writeResult,
  },
  'config.explain': {
    scope: 'operator.admin',
    summary: 'What a setting is now, where that comes from, and what lost against it.',
    params: lazy(() => z.strictObject({ path: z.string().min(1).max(1_024) })),
    result: lazy(() =>
      z.strictObject({
        path: z.string(),
        /** `off`: not valid and switched off; `kept`: not valid, the running value stays in effect. */
        status: z.enum(['effective', 'off', 'kept', 'unknown', 'absent']),
        value: z.unknown(),
        source: valueSource().optional(),
        /** Further places that name the value and lost, strongest first. */
        overridden: z.array(valueSource()),
        setting: z.strictObject({ title: z.string(), help: z.string() }).optional(),
        problems: z.array(configProblem()),
      }),
    ),
  },
  'config.names': {
    scope: 'operator.admin',
    summary: 'Names that can be written in the configuration: of variables and secrets that exist.',
    params: none,
    result: lazy(() =>
      z.strictObject({
        env: z.array(z.strictObject({ name: z.string(), from: z.enum(['process', 'file']) })),
        secrets: z.array(z.string()),
        nodes: z.array(z.string()),
        channelTypes: z.array(z.string()),
      }),
    ),
  },
  'config.moveSecret': {
    scope: 'operator.admin',
    summary:
      'Moves a secret that stands in the text to .env or the secret store, out of the kept versions too.',
    params: lazy(() =>
      z.strictObject({
        path: z.string().min(1).max(1_024),
        to: z.enum(['env', 'store']),
        name: z.string().regex(/^[A-Z_][A-Z0-9_]*$/),
        baseHash: baseHash().optional(),
        secretsBase: secretsBase(),
        /** A text that was not saved yet: it is saved with the name in place of the secret. */
        raw: z.string().min(1).optional(),
        /** The include that `raw` is the text of; the root when absent. */
        file: z.string().optional(),
      }),
    ),
    result: writeResult,
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
export type ConfigEdits = z.input<ReturnType<typeof configEdits>>;
