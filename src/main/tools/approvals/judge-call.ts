import type { ToolsConfig } from '../../../shared/config/tools.ts';
import type { Sql } from '../../storage/database.ts';
import type { Ask } from '../tool.ts';
import type { GateQuestion } from './approval-gate.ts';
import { allowedCost, type AskCause } from './approval-store.ts';
import { listCandidates, scopeOf, type RuleRecord } from './rule-store.ts';
import { markOf } from './tool-mark.ts';
import {
  ruleFits,
  type ArgumentPatterns,
  type CallOfRule,
} from '../../../shared/model/rule-fits.ts';

export type Judgement =
  | { readonly verdict: 'allowed' | 'denied'; readonly ruleId?: string }
  | {
      readonly verdict: 'ask';
      readonly cause: AskCause;
      /** What the tool says, where it is the tool that asks. */
      readonly why?: Ask | undefined;
      /** The tool was able to say what "always" would mean. */
      readonly canAlways: boolean;
    };

/**
 * What is to become of a call: rules of the config in their order, stored rules (deny before allow),
 * what the turn has cost, and last what the tool itself says. A call that was cut off by a crash may
 * be denied by a rule, never allowed by one. A tool that can't say is asked about.
 */
export function judgeCall(
  sql: Sql,
  approvals: ToolsConfig['approvals'],
  question: GateQuestion,
): Judgement {
  const call = callOfRule(question);
  const isAgain = question.occasion === 'again';
  const configured = approvals.rules.find((rule) =>
    ruleFits(
      {
        tool: rule.tool,
        agentId: rule.agent,
        channel: rule.channel,
        patterns: wildPatterns(rule.when ?? {}),
      },
      call,
    ),
  );
  if (configured?.action === 'deny') return { verdict: 'denied' };
  if (isAgain) return judgeAgain(sql, question, call, configured !== undefined);
  if (configured?.action === 'allow') return { verdict: 'allowed' };
  if (configured?.action === 'ask') return { verdict: 'ask', cause: 'rule', canAlways: false };
  const stored = findStored(sql, question, call);
  if (stored)
    return { verdict: stored.action === 'allow' ? 'allowed' : 'denied', ruleId: stored.id };
  if (isTooDear(sql, approvals, question))
    return { verdict: 'ask', cause: 'cost', canAlways: false };
  return askTool(question);
}

/** A call of a question, as rules look at it. What was asked for on a channel stays ruled by it. */
export function callOfRule({ tool, args, context }: GateQuestion): CallOfRule {
  const channel = context.ruledBy ?? context.chat.channel;
  return { tool: tool.name, agentId: context.agentId, channel, args };
}

function judgeAgain(
  sql: Sql,
  question: GateQuestion,
  call: CallOfRule,
  isSettled: boolean,
): Judgement {
  const stored = isSettled ? undefined : findStored(sql, question, call);
  return stored?.action === 'deny'
    ? { verdict: 'denied', ruleId: stored.id }
    : { verdict: 'ask', cause: 'again', canAlways: false };
}

function findStored(
  sql: Sql,
  { context, tool }: GateQuestion,
  call: CallOfRule,
): RuleRecord | undefined {
  const candidates = listCandidates(sql, { ...call, isForOwner: context.isOwner });
  const isSame = ({ tool_mark: mark }: RuleRecord): boolean =>
    mark === null || mark === markOf(tool);
  return candidates.find((rule) => isSame(rule) && ruleFits(scopeOf(rule), call));
}

/** After each yes the turn may cost as much again before it asks once more. */
function isTooDear(
  sql: Sql,
  { askAboveCost }: ToolsConfig['approvals'],
  { context, turnCostMicros }: GateQuestion,
): boolean {
  if (askAboveCost === undefined) return false;
  const limitMicros = askAboveCost * 1_000_000;
  return (
    turnCostMicros >= limitMicros &&
    turnCostMicros >= allowedCost(sql, context.turnId) + limitMicros
  );
}

function askTool({ tool, args, context }: GateQuestion): Judgement {
  if (!tool.ask && tool.asks === 'always')
    return { verdict: 'ask', cause: 'tool', canAlways: true };
  try {
    const why = tool.ask?.(args, context);
    return why ? { verdict: 'ask', cause: 'tool', why, canAlways: true } : { verdict: 'allowed' };
  } catch {
    return { verdict: 'ask', cause: 'tool', canAlways: false };
  }
}

function wildPatterns(when: Readonly<Record<string, string>>): ArgumentPatterns {
  return Object.fromEntries(
    Object.entries(when).map(([name, pattern]) => [name, { pattern, isExact: false }]),
  );
}
