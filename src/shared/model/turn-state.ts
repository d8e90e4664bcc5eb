/**
 * Life of a turn: from a person's message to the end of the answer.
 *
 * running -> done | failed | aborted | expired (its deadline passed)
 */
export const turnStates = ['running', 'done', 'failed', 'aborted', 'expired'] as const;
export type TurnState = (typeof turnStates)[number];

/** Life of an inbound message: it belongs to exactly one completed turn, or is ignored visibly. */
export const inboxStates = ['received', 'queued', 'in-turn', 'done', 'ignored'] as const;
export type InboxState = (typeof inboxStates)[number];

/** What a row of the trace is about. */
export const traceKinds = [
  'route',
  'prompt',
  'model',
  'tool',
  'approval',
  'memory',
  'compaction',
  'budget',
  'queue',
  'delivery',
  'recovery',
] as const;
export type TraceKind = (typeof traceKinds)[number];
