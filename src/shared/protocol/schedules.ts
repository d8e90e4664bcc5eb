import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { missedPolicies } from '../config/schedules.ts';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

/** Who made a schedule: an entry of the config, an agent with its tool, or a person. */
export const scheduleOrigins = ['config', 'agent', 'person'] as const;
export type ScheduleOrigin = (typeof scheduleOrigins)[number];

/** What it does: writes a text, asks the agent, or lets the agent look around. */
export const scheduleActions = ['say', 'prompt', 'heartbeat'] as const;
export type ScheduleAction = (typeof scheduleActions)[number];

export const scheduleRunStates = [
  'waiting', // due, and not begun: others run
  'running',
  'done',
  'failed',
  'skipped', // was due while one before it still waited
  'missed', // was due while the program was off
] as const;
export type ScheduleRunState = (typeof scheduleRunStates)[number];

/** Active, paused by a person, over (nothing comes any more), or broken (see `problem`). */
export const scheduleStates = ['active', 'paused', 'over', 'broken'] as const;

const moment = (): z.ZodInt => z.int();
const shownError = lazy(() =>
  z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }),
);

/** When a schedule is due. Moments are UTC milliseconds. */
export const schedulePlan = lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('once'), at: moment() }),
    z.strictObject({
      kind: z.literal('every'),
      everyMs: z.int().positive(),
      /** Due are this moment plus whole multiples of the interval, so that nothing drifts. */
      anchor: moment(),
      /** Only in these hours of the day; none when absent. */
      hours: z.strictObject({ from: z.int(), until: z.int() }).optional(),
    }),
    z.strictObject({ kind: z.literal('cron'), expression: z.string() }),
  ]),
);
export type SchedulePlan = z.output<ReturnType<typeof schedulePlan>>;

export const scheduleRunRow = lazy(() =>
  z.strictObject({
    id: z.string(),
    scheduleId: z.string(),
    name: z.string(),
    dueAt: moment(),
    cause: z.enum(['time', 'hand']),
    state: z.enum(scheduleRunStates),
    /** The turn it led to; its trace tells what happened. */
    turnId: z.string().optional(),
    sessionKey: z.string().optional(),
    startedAt: moment().optional(),
    finishedAt: moment().optional(),
    error: shownError().optional(),
  }),
);
export type ScheduleRunRow = z.output<ReturnType<typeof scheduleRunRow>>;

export const scheduleRow = lazy(() =>
  z.strictObject({
    id: z.string(),
    name: z.string(),
    origin: z.enum(scheduleOrigins),
    agentId: z.string(),
    plan: schedulePlan(),
    /** The zone that counts: its own, else the owner's. */
    timeZone: z.string(),
    action: z.enum(scheduleActions),
    /** What is said or asked. */
    text: z.string(),
    /** Where the result goes, such as telegram:direct:42 or a conversation's key. */
    to: z.string(),
    personId: z.string().optional(),
    missed: z.enum(missedPolicies),
    isEnabled: z.boolean(),
    state: z.enum(scheduleStates),
    nextAt: moment().optional(),
    /** Runs that failed in a row. */
    failures: z.int(),
    problem: shownError().optional(),
    lastRun: scheduleRunRow().optional(),
    createdAt: moment(),
    updatedAt: moment(),
    removedAt: moment().optional(),
  }),
);
export type ScheduleRow = z.output<ReturnType<typeof scheduleRow>>;

const when = (): z.ZodOptional<z.ZodString> => z.string().min(1).max(120).optional();

/** How people and models say when; exactly one of the four. */
export const scheduleWhen = lazy(() => ({
  in: when().describe('Once, after this span: "10 minutes", "2h".'),
  at: when().describe('Once: 2026-12-24T18:00 in the time zone, with Z or an offset, or 18:00.'),
  every: when().describe('Again and again: "30m", "2 hours", "1d".'),
  cron: when().describe(
    'Minute, hour, day, month, weekday: "0 8 * * 1-5" is 8:00 from Monday to Friday.',
  ),
}));

/** What may be said of a schedule when it is made or changed. */
const details = lazy(() => ({
  name: z.string().trim().min(1).max(limits.schedule.nameChars).optional(),
  ...scheduleWhen(),
  timeZone: z.string().min(1).max(64).optional(),
  say: z.string().trim().min(1).max(limits.schedule.sayChars).optional(),
  prompt: z.string().trim().min(1).max(limits.schedule.promptChars).optional(),
  to: z.string().min(1).max(512).optional(),
  missed: z.enum(missedPolicies).optional(),
}));

const scheduleId = (): z.ZodString => z.string().min(1).max(160);
const one = lazy(() => z.strictObject({ schedule: scheduleRow() }));
/** By its id, or by its name where only one is called so. */
const byId = lazy(() => z.strictObject({ id: scheduleId() }));

export const cronMethods = defineMethods({
  'cron.list': {
    scope: 'operator.read',
    summary: 'Schedules, the next one first.',
    params: lazy(() =>
      z.strictObject({
        agentId: z.string().min(1).optional(),
        /** Also those that are over. */
        includeOver: z.boolean().optional(),
        /** Those that were removed and can be brought back, instead. */
        removed: z.boolean().optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ schedules: z.array(scheduleRow()) })),
  },
  'cron.get': {
    scope: 'operator.read',
    summary: 'One schedule with its next due times.',
    params: byId,
    result: lazy(() => z.strictObject({ schedule: scheduleRow(), upcoming: z.array(moment()) })),
  },
  'cron.preview': {
    scope: 'operator.read',
    summary: 'When something would be due, without making a schedule of it.',
    params: lazy(() =>
      z.strictObject({
        ...scheduleWhen(),
        timeZone: z.string().min(1).max(64).optional(),
        count: z.int().min(1).max(20).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        plan: schedulePlan(),
        /** The zone that counts: the one that was named, else the owner's. */
        timeZone: z.string(),
        upcoming: z.array(moment()),
      }),
    ),
  },
  'cron.status': {
    scope: 'operator.read',
    summary: 'How many schedules there are, what runs, and what comes next.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() =>
      z.strictObject({
        schedules: z.int(),
        active: z.int(),
        running: z.int(),
        waiting: z.int(),
        nextAt: moment().optional(),
      }),
    ),
  },
  'cron.add': {
    scope: 'operator.write',
    summary: 'Makes a schedule: once, at intervals, or by a cron expression.',
    params: lazy(() =>
      z.strictObject({
        ...details(),
        agentId: z.string().min(1).max(64).optional(),
        enabled: z.boolean().optional(),
        idempotencyKey: z.string().min(1).max(256).optional(),
      }),
    ),
    result: one,
  },
  'cron.update': {
    scope: 'operator.write',
    summary:
      'Changes a schedule, pauses it or lets it go on. Those of the config are changed there.',
    params: lazy(() =>
      z.strictObject({ id: scheduleId(), ...details(), enabled: z.boolean().optional() }),
    ),
    result: one,
  },
  'cron.remove': {
    scope: 'operator.write',
    summary: 'Removes a schedule; for a while it can be brought back.',
    params: byId,
    result: one,
  },
  'cron.restore': {
    scope: 'operator.write',
    summary: 'Brings a removed schedule back, with its history.',
    params: byId,
    result: one,
  },
  'cron.run': {
    scope: 'operator.write',
    summary: 'Runs a schedule now, beside its times.',
    params: byId,
    result: lazy(() => z.strictObject({ run: scheduleRunRow() })),
  },
  'cron.runs': {
    scope: 'operator.read',
    summary: 'What schedules have done, the newest first.',
    params: lazy(() =>
      z.strictObject({
        /** One schedule; all of them when absent. */
        id: scheduleId().optional(),
        limit: z.int().min(1).max(200).optional(),
        /** Only runs before this one, for the next page. */
        before: z.string().optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ runs: z.array(scheduleRunRow()) })),
  },
});

export const cronEvents = defineEvents({
  'cron.changed': {
    scope: 'operator.read',
    summary: 'A schedule came, changed or went, or one of its runs began or ended.',
    payload: lazy(() =>
      z.strictObject({
        reason: z.enum(['added', 'updated', 'removed', 'restored', 'run']),
        id: z.string(),
        schedule: scheduleRow().nullable(),
        run: scheduleRunRow().optional(),
      }),
    ),
    isLogged: true,
  },
});
