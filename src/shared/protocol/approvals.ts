import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

/** `expired` counts as denied; `withdrawn`: the turn ended before anybody answered. */
export const approvalStates = ['pending', 'allowed', 'denied', 'expired', 'withdrawn'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** By argument, what it must look like. */
const patterns = lazy(() => z.record(z.string(), z.string()));

export const approvalRow = lazy(() =>
  z.strictObject({
    id: z.string(),
    /** Short, to be typed in a chat. */
    code: z.string(),
    state: z.enum(approvalStates),
    tool: z.string(),
    /** As shown: secrets are blotted out, long texts cut. */
    arguments: z.record(z.string(), z.unknown()),
    /** In plain words, why it is asked. */
    reason: z.string(),
    /** `again`: the call was cut off by a crash and can't be repeated safely. */
    occasion: z.enum(['first', 'again']),
    /** What a rule made of "always" would hold for; absent when there can be none. */
    always: z
      .strictObject({
        when: patterns(),
        /** Arguments in `when` that must be exactly that, with no meaning for `*`. */
        exact: z.array(z.string()),
      })
      .optional(),
    agentId: z.string(),
    sessionKey: z.string(),
    turnId: z.string(),
    callId: z.string(),
    /** The channel of the message that is answered. */
    channel: z.string(),
    personId: z.string().optional(),
    createdAt: z.int(),
    expiresAt: z.int(),
    decidedAt: z.int().optional(),
    /** Who has answered. */
    decidedBy: z.string().optional(),
    /** The channel the answer came over; `client` for approval.resolve. */
    decidedVia: z.string().optional(),
  }),
);
export type ApprovalRow = z.output<ReturnType<typeof approvalRow>>;

export const approvalRuleRow = lazy(() =>
  z.strictObject({
    id: z.string(),
    /** A name, or name* for all that begin so. */
    tool: z.string(),
    agentId: z.string().optional(),
    channel: z.string().optional(),
    /** Only calls made for the owner, in a chat where nobody else reads. */
    isForOwner: z.boolean(),
    when: patterns(),
    /** Arguments in `when` that must be exactly that, with no meaning for `*`. */
    exact: z.array(z.string()),
    action: z.enum(['allow', 'deny']),
    /** The question it was made from. */
    approvalId: z.string().optional(),
    createdBy: z.string().optional(),
    createdAt: z.int(),
    lastUsedAt: z.int().optional(),
    useCount: z.int(),
  }),
);
export type ApprovalRuleRow = z.output<ReturnType<typeof approvalRuleRow>>;

/** An id or the short code. */
const named = lazy(() => z.strictObject({ id: z.string().min(1).max(64) }));

export const approvalMethods = defineMethods({
  'approval.list': {
    scope: 'operator.read',
    summary:
      'Questions whether a tool may run, the oldest first; those that wait when no state is given.',
    params: lazy(() => z.strictObject({ state: z.enum(approvalStates).optional() })),
    result: lazy(() => z.strictObject({ approvals: z.array(approvalRow()) })),
  },
  'approval.get': {
    scope: 'operator.read',
    summary: 'One question, by its id or code.',
    params: named,
    result: lazy(() => z.strictObject({ approval: approvalRow() })),
  },
  'approval.resolve': {
    scope: 'operator.write',
    summary:
      'Answers a question; the first answer counts. With always it becomes a rule; that needs operator.admin.',
    params: lazy(() =>
      z.strictObject({
        id: z.string().min(1).max(64),
        decision: z.enum(['allow', 'deny']),
        /** Also from now on, for calls such as this one. */
        always: z.boolean().default(false),
      }),
    ),
    result: lazy(() =>
      z.strictObject({ approval: approvalRow(), rule: approvalRuleRow().optional() }),
    ),
  },
  'approval.history': {
    scope: 'operator.read',
    summary: 'Questions that are closed, the newest first.',
    params: lazy(() =>
      z.strictObject({
        limit: z.int().min(1).max(limits.approvals.page).default(50),
        /** The id of the last one of the page before. */
        before: z.string().max(64).optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ approvals: z.array(approvalRow()), hasMore: z.boolean() })),
  },
  'approval.rules': {
    scope: 'operator.read',
    summary:
      'Rules made of "always" or by hand. Those of the configuration stand there and go first.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() => z.strictObject({ rules: z.array(approvalRuleRow()) })),
  },
  'approval.rules.add': {
    scope: 'operator.admin',
    summary: 'Adds a rule by hand. Among stored rules deny goes before allow.',
    params: lazy(() =>
      z.strictObject({
        tool: z.string().min(1).max(128),
        agentId: z.string().min(1).max(128).optional(),
        channel: z.string().min(1).max(128).optional(),
        isForOwner: z.boolean().default(false),
        /** By argument, what it must look like; * stands for anything. */
        when: z
          .record(z.string().max(128), z.string().max(limits.approvals.patternChars))
          .refine((when) => Object.keys(when).length <= limits.approvals.patterns)
          .default({}),
        /** Arguments in `when` that must be exactly that, with no meaning for `*`. */
        exact: z.array(z.string().max(128)).max(limits.approvals.patterns).default([]),
        action: z.enum(['allow', 'deny']),
      }),
    ),
    result: lazy(() => z.strictObject({ rule: approvalRuleRow() })),
  },
  'approval.rules.remove': {
    scope: 'operator.admin',
    summary: 'Removes a rule; such calls ask again.',
    params: lazy(() => z.strictObject({ id: z.string().min(1).max(64) })),
    result: lazy(() => z.strictObject({ ok: z.literal(true) })),
  },
});

export const approvalEvents = defineEvents({
  'approval.changed': {
    scope: 'operator.read',
    summary: 'A question came up or was closed.',
    payload: lazy(() => z.strictObject({ approval: approvalRow() })),
    isLogged: true,
  },
  'approval.rules.changed': {
    scope: 'operator.read',
    summary: 'A rule was made or removed.',
    payload: lazy(() => z.strictObject({ reason: z.enum(['added', 'removed']), id: z.string() })),
    isLogged: true,
  },
});
