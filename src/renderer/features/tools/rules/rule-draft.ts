import type { ApprovalRow } from '../../../../shared/protocol/approvals.ts';
import { matchesPattern } from '../../../../shared/model/match-pattern.ts';
import { ruleFits, type RuleScope } from '../../../../shared/model/rule-fits.ts';
import type { RuleWish } from '../../../state/approval-rules.ts';

/** One line of the form: an argument and what it must look like. */
export interface PatternDraft {
  readonly id: string;
  readonly name: string;
  readonly pattern: string;
  readonly isExact: boolean;
}

export interface RuleDraft {
  readonly tool: string;
  readonly action: 'allow' | 'deny';
  /** Empty: of any. */
  readonly agentId: string;
  readonly channel: string;
  readonly isForOwner: boolean;
  readonly patterns: readonly PatternDraft[];
}

/** Narrow on purpose: who wants less care must say so. */
export const emptyDraft: RuleDraft = {
  tool: '',
  action: 'deny',
  agentId: '',
  channel: '',
  isForOwner: false,
  patterns: [],
};

/** Lines without a name say nothing. */
function named({ patterns }: RuleDraft): readonly PatternDraft[] {
  return patterns.filter(({ name }) => name.trim() !== '');
}

/** What is sent for a draft. */
export function toWish(draft: RuleDraft): RuleWish {
  const patterns = named(draft);
  return {
    tool: draft.tool.trim(),
    action: draft.action,
    isForOwner: draft.isForOwner,
    when: Object.fromEntries(patterns.map(({ name, pattern }) => [name.trim(), pattern])),
    exact: patterns.filter(({ isExact }) => isExact).map(({ name }) => name.trim()),
    ...(draft.agentId === '' ? {} : { agentId: draft.agentId }),
    ...(draft.channel === '' ? {} : { channel: draft.channel }),
  };
}

function toScope(draft: RuleDraft): RuleScope {
  return {
    tool: draft.tool.trim(),
    agentId: draft.agentId === '' ? undefined : draft.agentId,
    channel: draft.channel === '' ? undefined : draft.channel,
    patterns: Object.fromEntries(
      named(draft).map(({ name, pattern, isExact }) => [name.trim(), { pattern, isExact }]),
    ),
  };
}

/** The tools a draft holds for, by the same rule the gateway goes by. */
export function toolsOf(draft: RuleDraft, names: readonly string[]): readonly string[] {
  const tool = draft.tool.trim();
  return tool === '' ? [] : names.filter((name) => matchesPattern(tool, name));
}

/** The questions it would have answered, had it been there: among those that are shown. */
export function questionsOf(
  draft: RuleDraft,
  asked: readonly ApprovalRow[],
): readonly ApprovalRow[] {
  const scope = toScope(draft);
  return asked.filter(({ tool, agentId, channel, arguments: args }) =>
    ruleFits(scope, { tool, agentId, channel, args }),
  );
}
