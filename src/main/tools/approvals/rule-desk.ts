import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { newId } from '../../platform/ids.ts';
import type { Approvals, NewRuleInput } from './approvals.ts';
import type { ApprovalsDeps } from './approvals-deps.ts';
import {
  countRules,
  insertRule,
  listRules,
  removeRule,
  toRuleRow,
  type RuleRecord,
} from './rule-store.ts';

/** Rules as people list, add and remove them. */
export function createRuleDesk({
  db,
  clock,
  events,
}: ApprovalsDeps): Pick<Approvals, 'rules' | 'addRule' | 'removeRule'> {
  return {
    rules: () => listRules(db).map(toRuleRow),
    async addRule(input, by) {
      const rule = await db.commit((sql) => {
        if (countRules(sql) >= limits.approvals.rules) throw rulesFull();
        return insertRule(sql, toNewRule(input, by, clock.now()));
      });
      events.publish('approval.rules.changed', { reason: 'added', id: rule.id });
      return toRuleRow(rule);
    },
    async removeRule(id) {
      await db.commit((sql) => {
        if (!removeRule(sql, id)) throw new AppError('APPROVAL_RULE_UNKNOWN', { id });
      });
      events.publish('approval.rules.changed', { reason: 'removed', id });
    },
  };
}

/** No further rule can be made, by hand or by an answer. */
export function rulesFull(): AppError {
  return new AppError('APPROVAL_RULES_FULL', { limit: limits.approvals.rules });
}

function toNewRule(
  input: NewRuleInput,
  by: string | undefined,
  now: number,
): Omit<RuleRecord, 'last_used_at' | 'use_count'> {
  const patterns = Object.fromEntries(
    Object.entries(input.when).map(([name, pattern]) => [
      name,
      { pattern, isExact: input.exact.includes(name) },
    ]),
  );
  return {
    id: newId(),
    tool: input.tool,
    tool_mark: null,
    agent_id: input.agentId ?? null,
    channel: input.channel ?? null,
    is_for_owner: input.isForOwner ? 1 : 0,
    patterns: JSON.stringify(patterns),
    action: input.action,
    approval_id: null,
    created_by: by ?? null,
    created_at: now,
  };
}
