import { describe, expect, it } from 'vitest';
import type { ApprovalRow } from '../../../../shared/protocol/approvals.ts';
import { emptyDraft, questionsOf, toolsOf, toWish, type RuleDraft } from './rule-draft.ts';

const draft = (parts: Partial<RuleDraft>): RuleDraft => ({ ...emptyDraft, ...parts });
const asked = (command: string, parts: Partial<ApprovalRow> = {}): ApprovalRow => ({
  ...{ id: command, code: 'AAAA', state: 'allowed', tool: 'shell', arguments: { command } },
  ...{ reason: '', occasion: 'first', agentId: 'ada', sessionKey: 'k', turnId: 't', callId: 'c' },
  ...{ channel: 'web', createdAt: 0, expiresAt: 0 },
  ...parts,
});
const line = (pattern: string, isExact = false) => ({ id: '1', name: 'command', pattern, isExact });

describe('a rule that is being written', () => {
  it('is sent without what is empty', () => {
    const patterns = [line('git *'), { ...line(''), name: ' ' }];
    expect(toWish(draft({ tool: ' shell ', action: 'allow', patterns }))).toEqual({
      ...{ tool: 'shell', action: 'allow', isForOwner: false },
      ...{ when: { command: 'git *' }, exact: [] },
    });
  });

  it('shows the tools it holds for', () => {
    const names = ['web_fetch', 'web_search', 'files'];
    expect(toolsOf(draft({ tool: 'web_*' }), names)).toEqual(['web_fetch', 'web_search']);
    expect(toolsOf(draft({ tool: '' }), names)).toEqual([]);
  });

  it('shows which questions it would have answered, and takes a * literally where it is told to', () => {
    const history = [asked('git status'), asked('git *'), asked('git log', { agentId: 'bob' })];
    const ids = (parts: Partial<RuleDraft>): string[] =>
      questionsOf(draft({ tool: 'shell', ...parts }), history).map(({ id }) => id);
    expect(ids({ patterns: [line('git *')] })).toHaveLength(3);
    expect(ids({ patterns: [line('git *', true)] })).toEqual(['git *']);
    expect(ids({ agentId: 'bob' })).toEqual(['git log']);
    expect(ids({ patterns: [{ ...line('x'), name: 'other' }] })).toEqual([]);
  });
});
