import { describePlan } from '../../../shared/model/schedule-words.ts';
import type { ParamsOf } from '../../../shared/protocol/contract.ts';
import type { ScheduleRow, ScheduleRunRow } from '../../../shared/protocol/schedules.ts';
import type { CommandCall, CommandRun } from '../command.ts';
import { usageError } from '../failure.ts';
import { formatFacts, formatTable } from '../table.ts';
import { durationInWords, timeInWords } from '../words.ts';

/** `openclaw schedule list` */
export const listSchedules: CommandRun = async (call) => {
  const link = await call.connect();
  const { schedules } = await link.request('cron.list', {
    ...(call.flag('all') ? { includeOver: true } : {}),
    ...(call.flag('removed') ? { removed: true } : {}),
  });
  const rows = await Promise.all(schedules.map(toCells));
  const header = ['ID', 'NAME', 'STATE', 'NEXT', 'WHEN', 'DOES'];
  const table = formatTable(header, rows, call.io.columns);
  call.print({ schedules }, rows.length === 0 ? 'Nothing is scheduled.\n' : table);
  return 0;
};

async function toCells(row: ScheduleRow): Promise<string[]> {
  const when = await inWords(row);
  const next = row.nextAt === undefined ? '-' : timeInWords(row.nextAt);
  return [row.id, row.name, row.state, next, when, `${row.action}: ${row.text}`];
}

function inWords({ plan, timeZone }: ScheduleRow): Promise<string> {
  return describePlan(plan, { language: 'en', timeZone });
}

/** `openclaw schedule show ID` */
export const showSchedule: CommandRun = async (call) => {
  const link = await call.connect();
  const { schedule, upcoming } = await link.request('cron.get', { id: idOf(call) });
  const { problem, lastRun } = schedule;
  const facts: [string, string][] = [
    ['Id', schedule.id],
    ['Name', schedule.name],
    ['State', schedule.state],
    ['When', `${await inWords(schedule)} (${schedule.timeZone})`],
    [schedule.action === 'say' ? 'Says' : 'Asks', schedule.text],
    ['Agent', schedule.agentId],
    ['To', schedule.to],
    ['Made by', schedule.origin],
    ['Missed runs', schedule.missed],
    ['Next', upcoming.map(timeInWords).join(', ') || '-'],
    ...(lastRun ? [['Last run', describeRun(lastRun)] as [string, string]] : []),
    ...(problem ? [['Problem', `${problem.message} ${problem.hint}`] as [string, string]] : []),
  ];
  call.print({ schedule, upcoming }, formatFacts(facts));
  return 0;
};

/** `openclaw schedule add` */
export const addSchedule: CommandRun = async (call) => {
  const params = readWish(call);
  const link = await call.connect();
  const { schedule } = await link.request('cron.add', params);
  const next = schedule.nextAt === undefined ? 'never' : timeInWords(schedule.nextAt);
  call.print({ schedule }, `${schedule.name}: ${await inWords(schedule)}, next ${next}.\n`);
  return 0;
};

type Wish = ParamsOf<'cron.add'>;
const missedPolicies = ['once', 'all', 'skip'] as const;

function readWish(call: CommandCall): Wish {
  const names = ['in', 'at', 'every', 'cron', 'say', 'prompt', 'name', 'to'] as const;
  const wish: Wish = {};
  for (const name of names) {
    const text = call.text(name);
    if (text !== undefined) wish[name] = text;
  }
  const [timeZone, agentId, missed] = [call.text('zone'), call.text('agent'), call.text('missed')];
  if (timeZone !== undefined) wish.timeZone = timeZone;
  if (agentId !== undefined) wish.agentId = agentId;
  if (missed !== undefined) wish.missed = readPolicy(missed);
  return wish;
}

function readPolicy(text: string): (typeof missedPolicies)[number] {
  const policy = missedPolicies.find((one) => one === text);
  if (policy) return policy;
  throw usageError(`"${text}" is not a policy.`, `--missed ${missedPolicies.join('|')}`);
}

/** `openclaw schedule pause ID` */
export const pauseSchedule: CommandRun = (call) => enable(call, false);

/** `openclaw schedule resume ID` */
export const resumeSchedule: CommandRun = (call) => enable(call, true);

async function enable(call: CommandCall, enabled: boolean): Promise<number> {
  const link = await call.connect();
  const { schedule } = await link.request('cron.update', { id: idOf(call), enabled });
  const { nextAt } = schedule;
  const next = nextAt === undefined ? '' : `, next ${timeInWords(nextAt)}`;
  call.print({ schedule }, `${schedule.name} ${enabled ? `goes on${next}` : 'is paused'}.\n`);
  return 0;
}

/** `openclaw schedule run ID` */
export const runSchedule: CommandRun = async (call) => {
  const link = await call.connect();
  const { run } = await link.request('cron.run', { id: idOf(call) });
  call.print({ run }, `${run.name}: ${describeRun(run)}\n`);
  return 0;
};

/** `openclaw schedule remove ID` */
export const removeSchedule: CommandRun = async (call) => {
  const link = await call.connect();
  const { schedule } = await link.request('cron.remove', { id: idOf(call) });
  const back = `openclaw schedule restore ${schedule.id}`;
  call.print({ schedule }, `${schedule.name} is removed. To bring it back: ${back}\n`);
  return 0;
};

/** `openclaw schedule restore ID` */
export const restoreSchedule: CommandRun = async (call) => {
  const link = await call.connect();
  const { schedule } = await link.request('cron.restore', { id: idOf(call) });
  call.print({ schedule }, `${schedule.name} is back.\n`);
  return 0;
};

/** `openclaw schedule history [ID]` */
export const listRuns: CommandRun = async (call) => {
  const id = call.positionals[0];
  const link = await call.connect();
  const { runs } = await link.request('cron.runs', {
    limit: Number(call.text('limit') ?? 20),
    ...(id === undefined ? {} : { id }),
  });
  const rows = runs.map((run) => [
    timeInWords(run.dueAt),
    run.name,
    run.state,
    tookOf(run),
    run.turnId ?? '-',
    run.error?.message ?? '',
  ]);
  const header = ['DUE', 'NAME', 'STATE', 'TOOK', 'TURN', 'ERROR'];
  const table = formatTable(header, rows, call.io.columns);
  call.print({ runs }, rows.length === 0 ? 'Nothing has run yet.\n' : table);
  return 0;
};

function tookOf({ startedAt, finishedAt }: ScheduleRunRow): string {
  if (startedAt === undefined || finishedAt === undefined) return '-';
  return durationInWords(finishedAt - startedAt);
}

function describeRun(run: ScheduleRunRow): string {
  const error = run.error ? `: ${run.error.message}` : '';
  return `${run.state}, due ${timeInWords(run.dueAt)}${error}`;
}

function idOf(call: CommandCall): string {
  return call.positionals[0] ?? '';
}
