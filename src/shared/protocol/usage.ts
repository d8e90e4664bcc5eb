import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

/** A day in the owner's zone. */
const day = (): z.ZodISODate => z.iso.date();

export const usageGroups = ['day', 'agent', 'channel', 'person', 'model'] as const;
export type UsageGroup = (typeof usageGroups)[number];

const numbers = {
  turns: z.int(),
  /** Of them, those that failed or took too long. */
  failedTurns: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** Millionths of a US dollar. */
  costMicros: z.int(),
  /** All turns together. */
  timeMs: z.int(),
  /** How long a turn took in the middle; null without turns. */
  medianMs: z.number().nullable(),
  /** Messages that were answered, and answers. */
  messagesIn: z.int(),
  messagesOut: z.int(),
  toolCalls: z.int(),
};

export const usageNumbers = lazy(() => z.strictObject(numbers));
export type UsageNumbers = z.output<ReturnType<typeof usageNumbers>>;

/** An empty text stands for what is not known. */
export const usageRow = lazy(() =>
  z.strictObject({
    day: z.string().optional(),
    agent: z.string().optional(),
    channel: z.string().optional(),
    person: z.string().optional(),
    /** What the person is called; absent when nobody is known by that id any more. */
    personName: z.string().optional(),
    model: z.string().optional(),
    ...numbers,
  }),
);
export type UsageRow = z.output<ReturnType<typeof usageRow>>;

const filters = lazy(() =>
  z.strictObject({
    agentId: z.string().max(128).optional(),
    channel: z.string().max(128).optional(),
    personId: z.string().max(64).optional(),
    model: z.string().max(256).optional(),
  }),
);
export type UsageFilters = z.output<ReturnType<typeof filters>>;

/** How far an agent is within its daily budget. Money in millionths of a US dollar. */
export const budgetRow = lazy(() =>
  z.strictObject({
    agentId: z.string(),
    /** Absent where there is no limit. */
    costLimitMicros: z.int().optional(),
    tokenLimit: z.int().optional(),
    usedCostMicros: z.int(),
    usedTokens: z.int(),
    /** Set aside for calls that run right now. */
    reservedCostMicros: z.int(),
    reservedTokens: z.int(),
  }),
);
export type BudgetRow = z.output<ReturnType<typeof budgetRow>>;

const none = lazy(() => z.strictObject({}));

export const usageMethods = defineMethods({
  'usage.report': {
    scope: 'operator.read',
    summary: 'What was used from one day to another, summed up as asked, and in the period before.',
    params: lazy(() =>
      z.strictObject({
        /** Both days count; the gateway’s today when absent. */
        from: day().optional(),
        to: day().optional(),
        /** Instead of `from`: so many days up to `to`. */
        days: z.int().min(1).max(800).optional(),
        groupBy: z.array(z.enum(usageGroups)).max(3).default([]),
        filters: filters().optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        from: z.string(),
        to: z.string(),
        /** By day when that is a group, else the dearest first. */
        rows: z.array(usageRow()),
        /** There are more rows than were sent. */
        isCut: z.boolean(),
        totals: usageNumbers(),
        /** As many days right before `from`. */
        before: usageNumbers(),
      }),
    ),
  },
  'usage.budgets': {
    scope: 'operator.read',
    summary: 'Each agent’s daily budget, with what is used and set aside.',
    params: none,
    result: lazy(() =>
      z.strictObject({ day: z.string(), endsAt: z.int(), budgets: z.array(budgetRow()) }),
    ),
  },
  'overview.get': {
    scope: 'operator.read',
    summary: 'How things stand and what happened today, in one answer.',
    params: none,
    result: lazy(() =>
      z.strictObject({
        ts: z.int(),
        day: z.string(),
        dayEndsAt: z.int(),
        name: z.string(),
        version: z.string(),
        uptimeMs: z.int(),
        defaultAgentId: z.string(),
        model: z.string(),
        databaseBytes: z.int(),
        memoryBytes: z.int(),
        /** What a first start still lacks. */
        setup: z.strictObject({
          hasModel: z.boolean(),
          hasMessenger: z.boolean(),
          hasConversation: z.boolean(),
        }),
        turns: z.strictObject({ running: z.int(), queued: z.int() }),
        today: usageNumbers(),
        yesterday: usageNumbers(),
        channelsToday: z.array(usageRow()),
        /** The last two weeks, one row for each day on which something happened. */
        days: z.array(usageRow()),
        /** Turns that failed today, the newest first; no more than a few. */
        failures: z.array(
          z.strictObject({
            turnId: z.string(),
            sessionId: z.string(),
            sessionKey: z.string(),
            title: z.string(),
            agentId: z.string(),
            channel: z.string(),
            code: z.string(),
            /** In English; empty when it was removed. */
            message: z.string(),
            at: z.int(),
          }),
        ),
        schedules: z.strictObject({
          done: z.int(),
          failed: z.int(),
          missed: z.int(),
          next: z.strictObject({ id: z.string(), name: z.string(), at: z.int() }).optional(),
          broken: z.int(),
        }),
        approvals: z.strictObject({ allowed: z.int(), denied: z.int(), expired: z.int() }),
        outbox: z.strictObject({
          waiting: z.int(),
          unknown: z.int(),
          held: z.int(),
          dead: z.int(),
        }),
        problems: z.strictObject({ errors: z.int(), warnings: z.int() }),
        budgets: z.array(budgetRow()),
      }),
    ),
  },
});

export const usageEvents = defineEvents({
  'usage.changed': {
    scope: 'operator.read',
    summary: 'Turns have ended or money was spent; at most once in a second.',
    payload: lazy(() => z.strictObject({ day: z.string(), today: usageNumbers() })),
    isDroppable: true,
  },
});
