import type { UsageFilters, UsageGroup, UsageNumbers } from '../../shared/protocol/usage.ts';
import type { Sql } from '../storage/database.ts';
import { medianMsOf, timeColumnOf, timeColumns } from './turn-time.ts';

/** For whom something was used. An empty text where that is not known. */
export interface UsagePlace {
  /** YYYY-MM-DD in the owner's zone. */
  readonly day: string;
  readonly agentId: string;
  readonly model: string;
  readonly channel: string;
  readonly personId: string;
}

/** Tokens, and money in millionths of a dollar. */
export interface UsedTokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
}

/** A turn that ended. */
export interface CountedTurn {
  readonly hasFailed: boolean;
  readonly durationMs: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly toolCalls: number;
}

type Key = [string, string, string, string, string];

const keyOf = (place: UsagePlace): Key => [
  place.day,
  place.agentId,
  place.model,
  place.channel,
  place.personId,
];

/** Adds what a call of a model has used, in the transaction that stores the call. */
export function addTokens(sql: Sql, place: UsagePlace, used: UsedTokens): void {
  sql
    .statement<[...Key, number, number, number]>(
      `INSERT INTO usage (day, agent_id, model, channel, person_id, input_tokens, output_tokens, cost_micros)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET input_tokens = input_tokens + excluded.input_tokens,
         output_tokens = output_tokens + excluded.output_tokens,
         cost_micros = cost_micros + excluded.cost_micros`,
    )
    .run(...keyOf(place), used.inputTokens, used.outputTokens, used.costMicros);
}

/** Counts a turn, in the transaction that ends it. */
export function addTurn(sql: Sql, place: UsagePlace, turn: CountedTurn): void {
  const column = timeColumnOf(turn.durationMs);
  sql
    .statement<[...Key, number, number, number, number, number]>(
      `INSERT INTO usage (day, agent_id, model, channel, person_id, turns, failed_turns, time_ms,
         messages_in, messages_out, tool_calls, ${column})
       VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET turns = turns + 1, failed_turns = failed_turns + excluded.failed_turns,
         time_ms = time_ms + excluded.time_ms, messages_in = messages_in + excluded.messages_in,
         messages_out = messages_out + excluded.messages_out,
         tool_calls = tool_calls + excluded.tool_calls, ${column} = ${column} + 1`,
    )
    .run(
      ...keyOf(place),
      turn.hasFailed ? 1 : 0,
      Math.max(0, Math.round(turn.durationMs)),
      turn.messagesIn,
      turn.messagesOut,
      turn.toolCalls,
    );
}

/** What one agent, or all of them, have used on a day. */
export function readTokens(sql: Sql, day: string, agentId?: string): UsedTokens {
  const [where, values] = agentId === undefined ? ['', []] : ['AND agent_id = ?', [agentId]];
  const row = sql
    .statement<string[], UsedTokens>(
      `SELECT coalesce(sum(input_tokens), 0) AS inputTokens, coalesce(sum(output_tokens), 0) AS outputTokens,
         coalesce(sum(cost_micros), 0) AS costMicros
       FROM usage WHERE day = ? ${where}`,
    )
    .get(day, ...values);
  return row ?? { inputTokens: 0, outputTokens: 0, costMicros: 0 };
}

/** Which rows count: days, both included, and whatever else is given. */
export interface UsageRange {
  readonly from: string;
  readonly to: string;
  readonly filters?: UsageFilters | undefined;
}

const columnOf = {
  day: 'day',
  agent: 'agent_id',
  channel: 'channel',
  person: 'person_id',
  model: 'model',
} as const satisfies Record<UsageGroup, string>;

interface StoredSums extends Omit<UsageNumbers, 'medianMs'> {
  readonly counts: string;
}

export type UsageSums = UsageNumbers & Partial<Record<UsageGroup, string>>;

/** Sums by what is asked for, the dearest first; one row without a group. */
export function sumUsage(
  sql: Sql,
  range: UsageRange,
  groupBy: readonly UsageGroup[],
  limit: number,
): UsageSums[] {
  const groups = [...new Set(groupBy)];
  const names = groups.map((group) => `${columnOf[group]} AS ${group}`);
  const by = groups.map((group) => columnOf[group]).join(', ');
  const { where, values } = conditionsOf(range);
  const order = groups.includes('day') ? 'day, ' : '';
  return sql
    .statement<(string | number)[], StoredSums & Partial<Record<UsageGroup, string>>>(
      `SELECT ${[...names, sums].join(', ')} FROM usage WHERE ${where}
       ${by === '' ? '' : `GROUP BY ${by}`}
       ORDER BY ${order}sum(cost_micros) DESC, sum(turns) DESC LIMIT ?`,
    )
    .all(...values, limit)
    .map(({ counts, ...row }) => ({
      ...row,
      medianMs: medianMsOf(JSON.parse(counts) as number[]),
    }));
}

/** How many rows a range covers, up to a limit: whether it is read here or beside the main thread. */
export function countUsageRows(sql: Sql, range: UsageRange, limit: number): number {
  const { where, values } = conditionsOf({ from: range.from, to: range.to });
  return (
    sql
      .statement<(string | number)[], { n: number }>(
        `SELECT count(*) AS n FROM (SELECT 1 FROM usage WHERE ${where} LIMIT ?)`,
      )
      .get(...values, limit)?.n ?? 0
  );
}

const sum = (column: string, as: string): string => `coalesce(sum(${column}), 0) AS ${as}`;

const sums = [
  sum('turns', 'turns'),
  sum('failed_turns', 'failedTurns'),
  sum('input_tokens', 'inputTokens'),
  sum('output_tokens', 'outputTokens'),
  sum('cost_micros', 'costMicros'),
  sum('time_ms', 'timeMs'),
  sum('messages_in', 'messagesIn'),
  sum('messages_out', 'messagesOut'),
  sum('tool_calls', 'toolCalls'),
  `json_array(${timeColumns.map((column) => `coalesce(sum(${column}), 0)`).join(', ')}) AS counts`,
].join(', ');

function conditionsOf({ from, to, filters }: UsageRange): { where: string; values: string[] } {
  const given = [
    ['agent_id', filters?.agentId],
    ['channel', filters?.channel],
    ['person_id', filters?.personId],
    ['model', filters?.model],
  ].filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    where: ['day BETWEEN ? AND ?', ...given.map(([column]) => `${column} = ?`)].join(' AND '),
    values: [from, to, ...given.map(([, value]) => value)],
  };
}
