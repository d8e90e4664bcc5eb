import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { defineMethods } from './spec.ts';

const none = lazy(() => z.strictObject({}));

/** What an agent needs to work, in the order in which it is looked at. */
export const agentCheckNames = [
  'config',
  'model',
  'fallback',
  'answer',
  'tool-use',
  'tools',
  'tool',
  'channel',
  'budget',
  'schedule',
] as const;

/** What was found; `values` holds the details. */
export const agentFindings = [
  'fine',
  'switched-off',
  'answered', // firstMs, costMicros, inputTokens, outputTokens, text
  'answered-nothing',
  'tool-used',
  'tool-not-called',
  'tool-result-not-used',
  'model-without-tools',
  'usable', // count, names
  'none-allowed',
  'unknown-name',
  'leads-here', // state
  'not-running', // state
  'only-on-screen',
  'left', // costMicros, tokens and their limits
  'used-up',
  'unlimited',
  'waiting', // count
  'not-looked-at',
  'failed', // see `problem`
] as const;

export const agentCheck = lazy(() =>
  z.strictObject({
    name: z.enum(agentCheckNames),
    /** What of several it is about: a model, a tool, a channel, a schedule. */
    subject: z.string().optional(),
    state: z.enum(['ok', 'warn', 'fail', 'skipped']),
    found: z.enum(agentFindings),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
    durationMs: z.int().nonnegative().optional(),
    problem: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
  }),
);
export type AgentCheck = z.output<ReturnType<typeof agentCheck>>;

const providerOverview = lazy(() =>
  z.strictObject({
    id: z.string(),
    /** The protocol it is spoken to with. */
    api: z.string(),
    /** False for those that are known without an entry in the configuration. */
    isConfigured: z.boolean(),
    /** `unused`: nobody asked it yet, so nothing is known. */
    state: z.enum(['ok', 'unused', 'missing-auth', 'failing', 'cooldown']),
    /** What went wrong last, until a call works again. */
    error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
    /** Models that are not asked until then, in UTC milliseconds. */
    cooldowns: z.array(z.strictObject({ model: z.string(), until: z.int().nonnegative() })),
  }),
);

export const agentMethods = defineMethods({
  'agents.list': {
    scope: 'operator.read',
    summary: 'The agents that can answer.',
    params: none,
    result: lazy(() =>
      z.strictObject({
        defaultId: z.string(),
        mainKey: z.string(),
        scope: z.enum(['per-sender', 'global']),
        agents: z.array(
          z.strictObject({
            id: z.string(),
            name: z.string().optional(),
            model: z
              .strictObject({
                primary: z.string().optional(),
                fallbacks: z.array(z.string()).optional(),
              })
              .optional(),
          }),
        ),
      }),
    ),
  },
  'models.list': {
    scope: 'operator.read',
    summary: 'The models that are there, and those that are not and why.',
    params: lazy(() =>
      z.strictObject({
        agentId: z.string().min(1).optional(),
        /** Ask the providers again instead of using what is known. */
        refresh: z.boolean().optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        models: z.array(
          z.strictObject({
            /** As `provider/model`. */
            id: z.string(),
            name: z.string(),
            provider: z.string(),
            available: z.boolean().optional(),
            unavailableReason: z.enum(['missing-auth', 'auth-failed', 'cooldown']).optional(),
            unavailableUntil: z.int().nonnegative().optional(),
            contextWindow: z.int().min(1).optional(),
            supportsTools: z.boolean().optional(),
            /** Can think before it answers. */
            reasoning: z.boolean().optional(),
            /** What it takes beside text. */
            input: z.array(z.enum(['text', 'image'])).optional(),
          }),
        ),
      }),
    ),
  },
  'models.health': {
    scope: 'operator.read',
    summary: 'How each provider of models does, and which models are left alone for a while.',
    params: none,
    result: lazy(() => z.strictObject({ providers: z.array(providerOverview()) })),
  },
  'models.clear': {
    scope: 'operator.write',
    summary: 'Ends the cool-downs of a provider, so that it is asked again at once.',
    params: lazy(() => z.strictObject({ provider: z.string().min(1) })),
    result: lazy(() => z.strictObject({ cleared: z.int().nonnegative() })),
  },
  'models.test': {
    scope: 'operator.write',
    summary: 'Asks a model one short question, to see whether it answers. May cost a little.',
    params: lazy(() =>
      z.strictObject({
        /** As `provider/model`. */
        model: z.string().min(3).max(256),
        /** A provider that is not in the configuration yet, as it would be written there. */
        provider: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        works: z.boolean(),
        text: z.string(),
        firstMs: z.number().optional(),
        durationMs: z.number(),
        costMicros: z.int(),
        error: z
          .strictObject({ code: z.string(), message: z.string(), hint: z.string() })
          .optional(),
      }),
    ),
  },
  'agents.test': {
    scope: 'operator.write',
    summary:
      'Tries an agent out: its model, its tools, the way to it. Asks its model, which may cost.',
    params: lazy(() => z.strictObject({ agentId: z.string().min(1).default('main') })),
    result: lazy(() =>
      z.strictObject({
        agentId: z.string(),
        /** Nothing failed; there may be warnings. */
        works: z.boolean(),
        checks: z.array(agentCheck()),
      }),
    ),
  },
});
