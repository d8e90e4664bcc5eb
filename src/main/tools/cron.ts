import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { missedPolicies } from '../../shared/config/schedules.ts';
import { AppError } from '../../shared/errors/index.ts';
import { lazy } from '../../shared/lazy.ts';
import {
  scheduleWhen,
  type ScheduleRow,
  type ScheduleRunRow,
} from '../../shared/protocol/schedules.ts';
import type { AgentAsker, Schedules } from '../schedule/schedules.ts';
import type { Ask, Tool, ToolContext, ToolResult } from './tool.ts';

const parameters = lazy(() =>
  z.strictObject({
    action: z.enum(['add', 'list', 'update', 'remove', 'run', 'history']),
    id: z
      .string()
      .min(1)
      .max(160)
      .optional()
      .describe('Which schedule, by id or name; for all actions but add and list.'),
    ...scheduleWhen(),
    timeZone: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('As Europe/Berlin. The owner’s zone when absent.'),
    say: z
      .string()
      .min(1)
      .max(limits.schedule.sayChars)
      .optional()
      .describe('A reminder: this text is sent as it is. Write it to the person.'),
    prompt: z
      .string()
      .min(1)
      .max(limits.schedule.promptChars)
      .optional()
      .describe(
        'A task for yourself at that time, instead of say: what to do and what to tell. You will see nothing but this.',
      ),
    name: z.string().min(1).max(limits.schedule.nameChars).optional().describe('A short name.'),
    chat: z
      .string()
      .min(1)
      .max(512)
      .optional()
      .describe('Another chat to write into, as telegram:direct:42. This chat when absent.'),
    missed: z
      .enum(missedPolicies)
      .optional()
      .describe('What was due while the program was off: run it once (default), all, or skip.'),
    enabled: z.boolean().optional().describe('With update: false pauses it, true lets it go on.'),
  }),
);
type Args = z.output<ReturnType<typeof parameters>>;

export interface CronToolDeps {
  readonly schedules: () => Schedules;
}

/**
 * Appointments of an agent. It sees those it made for the person it answers; the owner sees all of
 * the agent's. Answers JSON.
 */
export function createCronTool({ schedules }: CronToolDeps): Tool {
  return {
    name: 'cron',
    description:
      'Reminders and tasks at a time: once ("in" or "at"), at intervals ("every") or by a cron expression ("cron"). Use it whenever somebody wants to be reminded or wants something done later or regularly. {"action":"add","in":"10 minutes","say":"Call Mom"}',
    parameters,
    isRepeatable: (args) => args['action'] !== 'run',
    touches: ['schedules'],
    asks: 'sometimes',
    ask: (args, context) => askAboutChat(parameters().parse(args), context),
    async run(args, context) {
      const wish = parameters().parse(args);
      try {
        return answer(await act(schedules(), wish, context));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { text: `${error.message} ${error.hint}`, isError: true };
      }
    },
  };
}

/** Writing to somebody else is for the owner to allow; who is not the owner never may. */
function askAboutChat({ chat }: Args, context: ToolContext): Ask | undefined {
  if (chat === undefined || !context.isOwner || isOwnChat(chat, context)) return undefined;
  return { reason: `Write into ${chat} at a later time`, always: { chat } };
}

function isOwnChat(text: string, { chat, sessionKey }: ToolContext): boolean {
  const place = `${chat.channel}:${chat.chat.kind}:${chat.chat.id}`;
  const own = chat.threadId === undefined ? place : `${place}:thread:${chat.threadId}`;
  return text === own || text === sessionKey;
}

function act(schedules: Schedules, args: Args, context: ToolContext): Promise<unknown> {
  const asker = toAsker(context);
  switch (args.action) {
    case 'add':
      return add(schedules, args, asker, context);
    case 'list':
      return Promise.resolve({ schedules: schedules.list({}, asker).map(show) });
    case 'update':
      return schedules
        .update(idOf(args), toWish(args), asker)
        .then((row) => ({ updated: show(row) }));
    case 'remove':
      return remove(schedules, idOf(args), asker);
    case 'run':
      return runNow(schedules, args, asker, context);
    case 'history': {
      const runs = schedules.runs({ id: args.id, limit: 20 }, asker);
      return Promise.resolve({ runs: runs.map(showRun) });
    }
  }
}

/** A call that is repeated after a crash finds what it has made. */
async function add(
  schedules: Schedules,
  args: Args,
  asker: AgentAsker,
  { turnId, callId }: ToolContext,
): Promise<unknown> {
  const key = turnId === '' ? undefined : `call:${turnId}:${callId}`;
  return { added: show(await schedules.add(toWish(args), asker, key)) };
}

/** A task that begins itself anew, or two that begin each other, would never end. */
async function runNow(
  schedules: Schedules,
  args: Args,
  asker: AgentAsker,
  { turnId, userTexts }: ToolContext,
): Promise<unknown> {
  if (turnId !== '' && userTexts.length === 0) throw new AppError('SCHEDULE_NOT_ASKED');
  return { run: showRun(await schedules.run(idOf(args), asker)) };
}

/** What is gone already was removed by this call before a crash, or by somebody: either is fine. */
async function remove(schedules: Schedules, id: string, asker: AgentAsker): Promise<unknown> {
  const isGone = schedules.list({ removed: true }, asker).some((row) => row.id === id);
  if (isGone) return { removed: id };
  const { name } = await schedules.remove(id, asker);
  return { removed: name };
}

function toAsker(context: ToolContext): AgentAsker {
  const { chat, sessionKey, ruledBy } = context;
  return {
    kind: 'agent',
    agentId: context.agentId,
    personId: context.personId ?? null,
    isOwner: context.isOwner,
    sessionId: context.sessionId,
    ruledBy: ruledBy ?? chat.channel,
    chat: { ...chat, sessionKey },
  };
}

function toWish({ action: _action, id: _id, chat, ...wish }: Args) {
  return { ...wish, to: chat };
}

function idOf({ id, action }: Args): string {
  if (id !== undefined) return id;
  throw new AppError('SCHEDULE_INCOMPLETE', { choices: `id (for ${action})` });
}

function answer(data: unknown): ToolResult {
  return { text: JSON.stringify(data), isError: false };
}

function show(row: ScheduleRow): Record<string, unknown> {
  const { plan, nextAt, timeZone, problem, lastRun } = row;
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    kind: plan.kind,
    ...(plan.kind === 'cron' ? { cron: plan.expression } : {}),
    ...(plan.kind === 'every' ? { everySeconds: plan.everyMs / 1_000 } : {}),
    ...(nextAt === undefined ? {} : { next: localTime(nextAt, timeZone) }),
    timeZone,
    [row.action]: row.text,
    chat: row.to,
    ...(problem ? { problem: problem.message } : {}),
    ...(lastRun ? { lastRun: showRun(lastRun) } : {}),
  };
}

function showRun(run: ScheduleRunRow): Record<string, unknown> {
  return {
    name: run.name,
    due: new Date(run.dueAt).toISOString(),
    state: run.state,
    ...(run.error ? { error: run.error.message } : {}),
  };
}

/** As `Mon, 2026-03-30 08:00`. */
function localTime(time: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short' }).format(time);
  const format = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  return `${day}, ${new Intl.DateTimeFormat('sv-SE', format).format(time)}`;
}
