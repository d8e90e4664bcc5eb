import type { ApprovalRuleRow } from '../../../shared/protocol/approvals.ts';
import type { Sql } from '../../storage/database.ts';
import type { ArgumentPatterns, RuleScope } from '../../../shared/model/rule-fits.ts';

/** One stored rule. */
export interface RuleRecord {
  readonly id: string;
  readonly tool: string;
  /** The tool it was made for; null for one that is built in, and for all of that name. */
  readonly tool_mark: string | null;
  readonly agent_id: string | null;
  readonly channel: string | null;
  /** Only calls made for the owner, in a chat where nobody else reads. */
  readonly is_for_owner: number;
  readonly patterns: string;
  readonly action: 'allow' | 'deny';
  readonly approval_id: string | null;
  readonly created_by: string | null;
  readonly created_at: number;
  readonly last_used_at: number | null;
  readonly use_count: number;
}

export type NewRule = Omit<RuleRecord, 'last_used_at' | 'use_count'>;

export function insertRule(sql: Sql, rule: NewRule): RuleRecord {
  const row = sql
    .statement<[NewRule], RuleRecord>(
      `INSERT INTO approval_rule (id, tool, tool_mark, agent_id, channel, is_for_owner, patterns, action,
         approval_id, created_by, created_at)
       VALUES (@id, @tool, @tool_mark, @agent_id, @channel, @is_for_owner, @patterns, @action,
         @approval_id, @created_by, @created_at) RETURNING *`,
    )
    .get(rule);
  if (!row) throw new Error('an insert returned no row');
  return row;
}

/** Every rule; those that deny come first, for they go first. */
export function listRules(sql: Sql): RuleRecord[] {
  return sql
    .statement<[], RuleRecord>("SELECT * FROM approval_rule ORDER BY action = 'allow', id")
    .all();
}

/** Rules that may hold for a call, by all but its arguments; those that deny come first. */
export function listCandidates(
  sql: Sql,
  call: {
    readonly tool: string;
    readonly agentId: string;
    readonly channel: string;
    readonly isForOwner: boolean;
  },
): RuleRecord[] {
  return sql
    .statement<[string, string, string, number], RuleRecord>(
      `SELECT * FROM approval_rule
       WHERE (tool = ? OR instr(tool, '*') > 0) AND (agent_id IS NULL OR agent_id = ?)
         AND (channel IS NULL OR channel = ?) AND is_for_owner <= ?
       ORDER BY action = 'allow', id`,
    )
    .all(call.tool, call.agentId, call.channel, call.isForOwner ? 1 : 0);
}

export function countRules(sql: Sql): number {
  return sql.statement<[], { n: number }>('SELECT count(*) AS n FROM approval_rule').get()?.n ?? 0;
}

/** False when there is no such rule. */
export function removeRule(sql: Sql, id: string): boolean {
  return sql.statement<[string]>('DELETE FROM approval_rule WHERE id = ?').run(id) > 0;
}

export function noteRuleUse(sql: Sql, id: string, now: number): void {
  sql
    .statement<[number, string]>(
      'UPDATE approval_rule SET use_count = use_count + 1, last_used_at = ? WHERE id = ?',
    )
    .run(now, id);
}

/** For which calls a stored rule holds. */
export function scopeOf(record: RuleRecord): RuleScope {
  return {
    tool: record.tool,
    agentId: record.agent_id ?? undefined,
    channel: record.channel ?? undefined,
    patterns: JSON.parse(record.patterns) as ArgumentPatterns,
  };
}

/** Patterns as the contract has them: the texts, and which of them are meant literally. */
export function formPatterns(patterns: ArgumentPatterns): {
  when: Record<string, string>;
  exact: string[];
} {
  const entries = Object.entries(patterns);
  return {
    when: Object.fromEntries(entries.map(([name, { pattern }]) => [name, pattern])),
    exact: entries.flatMap(([name, { isExact }]) => (isExact ? [name] : [])),
  };
}

/** A rule as the contract has it. */
export function toRuleRow(record: RuleRecord): ApprovalRuleRow {
  return {
    id: record.id,
    tool: record.tool,
    ...(record.agent_id === null ? {} : { agentId: record.agent_id }),
    ...(record.channel === null ? {} : { channel: record.channel }),
    isForOwner: record.is_for_owner === 1,
    ...formPatterns(JSON.parse(record.patterns) as ArgumentPatterns),
    action: record.action,
    ...(record.approval_id === null ? {} : { approvalId: record.approval_id }),
    ...(record.created_by === null ? {} : { createdBy: record.created_by }),
    createdAt: record.created_at,
    ...(record.last_used_at === null ? {} : { lastUsedAt: record.last_used_at }),
    useCount: record.use_count,
  };
}
