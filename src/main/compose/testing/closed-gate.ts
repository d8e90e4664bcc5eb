import type { ApprovalGate } from '../../tools/approvals/approval-gate.ts';

/** Nobody there to ask: what asks is refused. */
export const closedGate: ApprovalGate = {
  decideAtOnce({ tool, args, context, occasion }) {
    const asks = occasion === 'again' || tool.ask?.(args, context) !== undefined;
    return asks ? 'denied' : 'allowed';
  },
  ask: () => Promise.resolve('denied'),
  waitMs: () => 0,
};
