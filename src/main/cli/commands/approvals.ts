import type { ApprovalRow, ApprovalRuleRow } from '../../../shared/protocol/approvals.ts';
import type { CommandCall, CommandRun } from '../command.ts';
import { usageError } from '../failure.ts';
import { formatFacts, formatTable } from '../table.ts';
import { timeInWords } from '../words.ts';

/** `openclaw approvals list` */
export const listApprovals: CommandRun = async (call) => {
  const link = await call.connect();
  const { approvals } = call.flag('closed')
    ? await link.request('approval.history', { limit: readLimit(call) })
    : await link.request('approval.list', {});
  const rows = approvals.map((one) => [
    one.code,
    one.state,
    one.agentId,
    one.tool,
    timeInWords(one.state === 'pending' ? one.expiresAt : (one.decidedAt ?? one.createdAt)),
    [one.reason, argumentsOf(one)].filter((part) => part !== '').join(' '),
  ]);
  const header = ['CODE', 'STATE', 'AGENT', 'TOOL', 'UNTIL', 'WHAT'];
  const text = formatTable(header, rows, call.io.columns);
  call.print({ approvals }, rows.length === 0 ? 'Nothing waits for an answer.\n' : text);
  return 0;
};

/** `openclaw approvals show CODE` */
export const showApproval: CommandRun = async (call) => {
  const link = await call.connect();
  const { approval } = await link.request('approval.get', { id: argument(call) });
  call.print({ approval }, describe(approval));
  return 0;
};

/** `openclaw approvals allow CODE` */
export const allowApproval: CommandRun = (call) => answer(call, 'allow');

/** `openclaw approvals deny CODE` */
export const denyApproval: CommandRun = (call) => answer(call, 'deny');

async function answer(call: CommandCall, decision: 'allow' | 'deny'): Promise<number> {
  const link = await call.connect();
  const params = { id: argument(call), decision, always: call.flag('always') };
  const { approval, rule } = await link.request('approval.resolve', params);
  const said = `${approval.tool}: ${approval.state}.\n`;
  const more = rule ? `From now on without asking: ${describeRule(rule)} (rule ${rule.id})\n` : '';
  call.print({ approval, ...(rule ? { rule } : {}) }, said + more);
  return 0;
}

const ruleUsage = 'approvals rules [add TOOL --action allow|deny [--when ARG=PATTERN] | remove ID]';

/** `openclaw approvals rules`, `… rules add TOOL`, `… rules remove ID` */
export const approvalRules: CommandRun = (call) => {
  const [verb, named] = call.positionals;
  if (verb === undefined) return listRules(call);
  if (verb === 'add' && named !== undefined) return addRule(call, named);
  if (verb === 'remove' && named !== undefined) return removeRule(call, named);
  throw usageError('Rules are added by tool and removed by id.', ruleUsage);
};

async function listRules(call: CommandCall): Promise<number> {
  const link = await call.connect();
  const { rules } = await link.request('approval.rules', {});
  const rows = rules.map((rule) => [
    rule.id,
    rule.action,
    String(rule.useCount),
    rule.lastUsedAt === undefined ? '' : timeInWords(rule.lastUsedAt),
    describeRule(rule),
  ]);
  const header = ['ID', 'ACTION', 'USED', 'LAST', 'FOR'];
  const text = formatTable(header, rows, call.io.columns);
  call.print({ rules }, rows.length === 0 ? 'There are no rules.\n' : text);
  return 0;
}

async function addRule(call: CommandCall, tool: string): Promise<number> {
  const wanted = call.text('action');
  const action = wanted === 'allow' || wanted === 'deny' ? wanted : undefined;
  if (!action) throw usageError('A rule needs --action allow or --action deny.', ruleUsage);
  const exact = readPairs(call, 'exactly');
  const agentId = call.text('agent');
  const channel = call.text('channel');
  const link = await call.connect();
  const { rule } = await link.request('approval.rules.add', {
    tool,
    action,
    when: { ...readPairs(call, 'when'), ...exact },
    exact: Object.keys(exact),
    isForOwner: call.flag('owner'),
    ...(agentId === undefined ? {} : { agentId }),
    ...(channel === undefined ? {} : { channel }),
  });
  call.print({ rule }, `${action}: ${describeRule(rule)} (rule ${rule.id})\n`);
  return 0;
}

async function removeRule(call: CommandCall, id: string): Promise<number> {
  const link = await call.connect();
  const done = await link.request('approval.rules.remove', { id });
  call.print(done, 'Removed; such calls ask again.\n');
  return 0;
}

function readPairs(call: CommandCall, option: 'when' | 'exactly'): Record<string, string> {
  return Object.fromEntries(
    call.texts(option).map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw usageError(`"${text}" is not ARG=PATTERN.`, ruleUsage);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function describe(approval: ApprovalRow): string {
  const { always } = approval;
  const facts: [string, string][] = [
    ['code', approval.code],
    ['state', approval.state],
    ['agent', approval.agentId],
    ['tool', approval.tool],
    ['why', approval.reason],
    ['conversation', approval.sessionKey],
    ['asked', timeInWords(approval.createdAt)],
    ['until', timeInWords(approval.expiresAt)],
    ['always', always ? whenInWords(always) : 'not possible'],
    ['answered', approval.decidedAt === undefined ? '' : timeInWords(approval.decidedAt)],
    ['by', [approval.decidedBy, approval.decidedVia].filter(Boolean).join(', ')],
  ];
  const args = Object.entries(approval.arguments).map(([name, value]): [string, string] => [
    `  ${name}`,
    JSON.stringify(value),
  ]);
  const known = facts.filter(([, value]) => value !== '');
  return formatFacts([...known, ...(args.length > 0 ? [['arguments', ''] as const] : []), ...args]);
}

function describeRule(rule: ApprovalRuleRow): string {
  const scope = [
    rule.tool,
    rule.agentId === undefined ? '' : `agent ${rule.agentId}`,
    rule.channel === undefined ? '' : `channel ${rule.channel}`,
    rule.isForOwner ? 'only for you' : '',
    Object.keys(rule.when).length === 0 ? '' : whenInWords(rule),
  ];
  return scope.filter((part) => part !== '').join(', ');
}

function whenInWords({ when, exact }: Pick<ApprovalRuleRow, 'when' | 'exact'>): string {
  const parts = Object.entries(when).map(
    ([name, pattern]) =>
      `${name} ${exact.includes(name) ? 'is' : 'is like'} ${JSON.stringify(pattern)}`,
  );
  return parts.length === 0 ? 'any call' : parts.join(' and ');
}

function argumentsOf(approval: ApprovalRow): string {
  return Object.keys(approval.arguments).length === 0 ? '' : JSON.stringify(approval.arguments);
}

function argument(call: CommandCall): string {
  return call.positionals[0] ?? '';
}

function readLimit(call: CommandCall): number {
  const limit = Number(call.text('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1)
    throw usageError('--limit is a number.', 'approvals list --closed --limit N');
  return limit;
}
