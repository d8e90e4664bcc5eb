import { defineErrors } from '../spec.ts';

/** What can go wrong with approvals. */
export const approvalsErrors = defineErrors({
  APPROVAL_UNKNOWN: {
    kind: 'missing',
    message: 'There is no question "{id}".',
    hint: 'approval.list shows what waits for an answer.',
  },
  APPROVAL_DECIDED: {
    kind: 'conflict',
    message: 'The question {code} was closed already: {state}.',
    hint: 'The first answer counts. If the agent asks again, it is a new question with a new code.',
  },
  APPROVAL_NOT_ALWAYS: {
    kind: 'refused',
    message: 'The question {code} can be answered for this one call only.',
    hint: 'Answer it without "always"; rules are changed in tools.approvals.rules.',
  },
  APPROVAL_RULE_UNKNOWN: {
    kind: 'missing',
    message: 'There is no rule "{id}".',
    hint: 'approval.rules shows the rules there are.',
  },
  APPROVAL_RULES_FULL: {
    kind: 'limited',
    message: 'There are {limit} rules already.',
    hint: 'Remove rules you do not use any more: openclaw approvals rules.',
  },
});
