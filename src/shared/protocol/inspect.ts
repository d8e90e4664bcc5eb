import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { inboxStates, traceKinds, turnStates } from '../model/turn-state.ts';
import { outboxStates } from '../model/delivery.ts';
import { approvalRow } from './approvals.ts';
import { sessionKey } from './chat.ts';
import { routeDecision } from './route.ts';
import { sessionRow } from './sessions.ts';
import { defineMethods } from './spec.ts';

const shownError = lazy(() =>
  z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }),
);
const idempotencyKey = () => z.string().min(1).max(256);
const place = {
  key: sessionKey(),
  /** An archived conversation, which no key leads to any more. */
  sessionId: z.string().min(1).optional(),
};

export const turnRow = lazy(() =>
  z.strictObject({
    id: z.string(),
    runId: z.string(),
    sessionId: z.string(),
    sessionKey: z.string(),
    agentId: z.string(),
    channel: z.string(),
    state: z.enum(turnStates),
    /** The model that answered last. */
    model: z.string().optional(),
    /** How often it was taken up; more than 1 after a crash. */
    attempt: z.int(),
    inputTokens: z.int(),
    outputTokens: z.int(),
    costMicros: z.int(),
    stopReason: z.string().optional(),
    error: shownError().optional(),
    createdAt: z.int(),
    finishedAt: z.int().optional(),
    /** The message it began with and its answer, by their ids, where they are stored. */
    questionId: z.string().optional(),
    answerId: z.string().optional(),
    /** Their first words. */
    question: z.string(),
    answer: z.string(),
  }),
);
export type TurnRow = z.output<ReturnType<typeof turnRow>>;

/** One step of a turn. `detail` depends on `kind`; whatever it names is shown, never run. */
export const traceStep = lazy(() =>
  z.strictObject({
    id: z.int(),
    kind: z.enum(traceKinds),
    name: z.string(),
    state: z.enum(['running', 'done', 'failed']),
    detail: z.record(z.string(), z.unknown()),
    inputTokens: z.int(),
    outputTokens: z.int(),
    costMicros: z.int(),
    startedAt: z.int(),
    durationMs: z.number().optional(),
  }),
);
export type TraceStep = z.output<ReturnType<typeof traceStep>>;

/** A part of the reply on its way to the messenger. */
export const deliveryRow = lazy(() =>
  z.strictObject({
    id: z.string(),
    turnId: z.string().optional(),
    sessionKey: z.string().optional(),
    channel: z.string(),
    /** As `direct:42`. */
    chat: z.string(),
    part: z.int(),
    state: z.enum(outboxStates),
    text: z.string(),
    /** The messenger's own id of the message. */
    externalId: z.string().optional(),
    attempt: z.int(),
    failures: z.int(),
    nextAt: z.int().optional(),
    isPossibleDuplicate: z.boolean(),
    error: z.string().optional(),
    createdAt: z.int(),
    updatedAt: z.int(),
  }),
);
export type DeliveryRow = z.output<ReturnType<typeof deliveryRow>>;

const branchRow = lazy(() =>
  z.strictObject({
    /** Its newest message; names the branch. */
    headId: z.string(),
    /** The newest message it has in common with the branch that is shown; null when there is none. */
    forkId: z.string().nullable(),
    /** Messages after the fork. */
    length: z.int(),
    lastText: z.string(),
    updatedAt: z.int(),
    /** The one the conversation goes on from. */
    isShown: z.boolean(),
  }),
);

const begun = lazy(() =>
  z.strictObject({
    runId: z.string(),
    status: z.enum(['started', 'queued', 'in_flight', 'ok']),
  }),
);

/** Looking into conversations, and stepping in. */
export const inspectMethods = defineMethods({
  'turns.list': {
    scope: 'operator.read',
    summary: 'The turns of a conversation, the newest first.',
    params: lazy(() =>
      z.strictObject({
        ...place,
        /** Only the turns of these runs: those that the messages of a page belong to. */
        runIds: z.array(z.string().min(1).max(256)).max(200).optional(),
        limit: z.int().min(1).max(200).optional(),
        cursor: z.string().optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({ turns: z.array(turnRow()), cursor: z.string().optional() }),
    ),
  },
  'turns.get': {
    scope: 'operator.read',
    summary: 'Everything that happened in a turn and why: its trace.',
    params: lazy(() => z.strictObject({ turnId: z.string().min(1).max(64) })),
    result: lazy(() =>
      z.strictObject({
        turn: turnRow(),
        steps: z.array(traceStep()),
        /** The messages it answers, and how each was routed. */
        inbox: z.array(
          z.strictObject({
            id: z.string(),
            state: z.enum(inboxStates),
            channel: z.string(),
            /** As `direct:42`; absent for what the program itself asked. */
            chat: z.string().optional(),
            sender: z.string().optional(),
            text: z.string(),
            receivedAt: z.int(),
            /** Why it was ignored. */
            reason: z.string().optional(),
            route: routeDecision().optional(),
          }),
        ),
        deliveries: z.array(deliveryRow()),
        approvals: z.array(approvalRow()),
      }),
    ),
  },
  'turns.prompt': {
    scope: 'operator.admin',
    summary: 'The prompt of one model call of a turn, as it was sent.',
    params: lazy(() => z.strictObject({ turnId: z.string().min(1).max(64), stepId: z.int() })),
    result: lazy(() =>
      z.strictObject({
        model: z.string().optional(),
        system: z.string(),
        messages: z.array(
          z.strictObject({
            role: z.enum(['user', 'assistant', 'tool', 'system']),
            text: z.string(),
            /** The stored message it came from. */
            messageId: z.string().optional(),
          }),
        ),
        tools: z.array(z.strictObject({ name: z.string(), description: z.string() })),
        /** False: parts were dropped by retention; what is left is shown. */
        isComplete: z.boolean(),
      }),
    ),
  },
  'turns.replay': {
    scope: 'operator.write',
    summary:
      'Asks another agent or model the same once more; nothing is sent, stored or run. May cost.',
    params: lazy(() =>
      z.strictObject({
        turnId: z.string().min(1).max(64),
        agentId: z.string().min(1).optional(),
        model: z.string().min(1).max(256).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        agentId: z.string(),
        model: z.string(),
        text: z.string(),
        /** What it would have called; nothing was run. */
        toolCalls: z.array(
          z.strictObject({ name: z.string(), arguments: z.record(z.string(), z.unknown()) }),
        ),
        inputTokens: z.int(),
        outputTokens: z.int(),
        costMicros: z.int(),
        durationMs: z.number(),
        firstMs: z.number().optional(),
      }),
    ),
  },
  'chat.answer': {
    scope: 'operator.write',
    summary: 'Says something in a conversation as the assistant; it goes out on its channel.',
    params: lazy(() =>
      z.strictObject({
        sessionKey: sessionKey(),
        message: z.string().min(1).max(65_536),
        idempotencyKey: idempotencyKey(),
      }),
    ),
    result: lazy(() => z.strictObject({ ok: z.literal(true), isRepeat: z.boolean() })),
  },
  'chat.edit': {
    scope: 'operator.write',
    summary:
      'Asks again from an earlier message with other words; what followed stays as a branch.',
    params: lazy(() =>
      z.strictObject({
        sessionKey: sessionKey(),
        messageId: z.string().min(1).max(64),
        message: z.string().min(1).max(65_536),
        idempotencyKey: idempotencyKey(),
      }),
    ),
    result: begun,
  },
  'chat.branches': {
    scope: 'operator.read',
    summary: 'The branches of a conversation, the last used first.',
    params: lazy(() => z.strictObject(place)),
    result: lazy(() => z.strictObject({ branches: z.array(branchRow()) })),
  },
  'chat.choose': {
    scope: 'operator.write',
    summary: 'Lets a conversation go on from another branch.',
    params: lazy(() =>
      z.strictObject({ sessionKey: sessionKey(), headId: z.string().min(1).max(64) }),
    ),
    result: lazy(() => z.strictObject({ ok: z.literal(true) })),
  },
  'sessions.takeOver': {
    scope: 'operator.write',
    summary: 'Stops the assistant from answering in a conversation, or hands it back.',
    params: lazy(() => z.strictObject({ key: sessionKey(), isOn: z.boolean() })),
    result: lazy(() => z.strictObject({ session: sessionRow() })),
  },
});
