import type { MethodHandlers } from '../../platform/connection.ts';
import { mustBeAdmin } from '../../platform/must-be-admin.ts';
import type { Approvals } from '../../tools/approvals/approvals.ts';

export interface ApprovalMethodDeps {
  readonly approvals: Pick<
    Approvals,
    'list' | 'get' | 'history' | 'resolve' | 'rules' | 'addRule' | 'removeRule'
  >;
  /** What the owner is called: whoever may write over this connection answers for them. */
  readonly ownerName: () => string | undefined;
}

type ApprovalHandlers = Pick<
  MethodHandlers,
  | 'approval.list'
  | 'approval.get'
  | 'approval.resolve'
  | 'approval.history'
  | 'approval.rules'
  | 'approval.rules.add'
  | 'approval.rules.remove'
>;

/** Questions whether a tool may run, and the rules made of answers. */
export function createApprovalMethods({
  approvals,
  ownerName,
}: ApprovalMethodDeps): ApprovalHandlers {
  return {
    'approval.list': ({ state }) => ({ approvals: approvals.list(state) }),
    'approval.get': ({ id }) => ({ approval: approvals.get(id) }),
    async 'approval.resolve'({ id, decision, always }, connection) {
      // It makes a rule, as approval.rules.add does.
      if (always) mustBeAdmin('approval.resolve with "always"', connection);
      const answer = { decision, isAlways: always, by: ownerName(), via: 'client' };
      const { approval, rule } = await approvals.resolve(id, answer);
      return { approval, ...(rule === undefined ? {} : { rule }) };
    },
    'approval.history': (page) => approvals.history(page),
    'approval.rules': () => ({ rules: approvals.rules() }),
    'approval.rules.add': async (rule) => ({ rule: await approvals.addRule(rule, ownerName()) }),
    async 'approval.rules.remove'({ id }) {
      await approvals.removeRule(id);
      return { ok: true };
    },
  };
}
