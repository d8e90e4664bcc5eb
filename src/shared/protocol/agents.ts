import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { configEdits, configProblem } from './config.ts';
import { renameParams, renameResult } from './rename.ts';
import { defineEvents, defineMethods } from './spec.ts';
import { effectiveTool } from './tools.ts';

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

/** The parts of a system prompt, in the order in which they stand in it. */
export const promptPartNames = ['own', 'skills', 'facts', 'notes', 'summary'] as const;

const promptPart = lazy(() =>
  z.strictObject({
    name: z.enum(promptPartNames),
    text: z.string(),
    /** Estimated; a provider counts in its own way. */
    tokens: z.int().nonnegative(),
  }),
);

const agentDraft = lazy(() =>
  z.strictObject({
    draftId: z.string(),
    agentId: z.string(),
    /** What `chat.send`, `chat.history`, `chat.abort` and `chat` events call its conversation. */
    sessionKey: z.string(),
    problems: z.array(configProblem()),
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
            /** US dollars for a million tokens; absent when it is not known. */
            price: z.strictObject({ input: z.number(), output: z.number() }).optional(),
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
        /**
         * A provider that is not in the configuration yet, as it would be written there. Needs the scope
         * operator.admin: it names an address, and the secrets that are sent there.
         */
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
  'agents.preview': {
    scope: 'operator.admin',
    summary:
      'What an agent would send to its model at the next turn, with unsaved edits, in parts.',
    params: lazy(() =>
      z.strictObject({
        agentId: z.string().min(1),
        /** Applied to the configuration in effect for this answer only. */
        edits: configEdits().optional(),
        /** As for a message of this channel; the page itself when absent. */
        channel: z.string().min(1).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        agentId: z.string(),
        /** The model that would be asked first; absent when none can be found, see `error`. */
        model: z.string().optional(),
        error: z
          .strictObject({ code: z.string(), message: z.string(), hint: z.string() })
          .optional(),
        parts: z.array(promptPart()),
        /** Every tool and name in a list, with the tokens of its description where it is sent. */
        tools: z.array(effectiveTool().extend({ tokens: z.int().nonnegative() })),
        tokens: z.strictObject({
          system: z.int().nonnegative(),
          tools: z.int().nonnegative(),
          /** Kept free for the answer. */
          answer: z.int().nonnegative(),
          /** What the model and the agent's own limit allow in all. */
          context: z.int().nonnegative(),
        }),
        problems: z.array(configProblem()),
      }),
    ),
  },
  'agents.draft.open': {
    scope: 'operator.admin',
    summary:
      'Begins a test chat with an agent as unsaved edits would make it. It is gone when it is closed.',
    params: lazy(() =>
      z.strictObject({ agentId: z.string().min(1).max(128), edits: configEdits().optional() }),
    ),
    result: agentDraft,
  },
  'agents.draft.update': {
    scope: 'operator.admin',
    summary: 'Gives a test chat other edits; its next turn uses them.',
    params: lazy(() =>
      z.strictObject({ draftId: z.string().min(1), edits: configEdits().optional() }),
    ),
    result: agentDraft,
  },
  'agents.draft.close': {
    scope: 'operator.admin',
    summary: 'Ends a test chat and forgets it.',
    params: lazy(() => z.strictObject({ draftId: z.string().min(1) })),
    result: lazy(() => z.strictObject({ closed: z.boolean() })),
  },
  'agents.rename': {
    scope: 'operator.admin',
    summary:
      'Gives an agent another key: in the configuration with all that names it, and in what is stored.',
    params: renameParams,
    result: renameResult,
  },
});

export const agentEvents = defineEvents({
  'agents.renamed': {
    scope: 'operator.read',
    summary: 'An agent has another key; the keys of its conversations changed with it.',
    payload: lazy(() => z.strictObject({ from: z.string(), to: z.string() })),
    isLogged: true,
  },
});
