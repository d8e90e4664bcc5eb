import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { sessionKey } from './chat.ts';
import { defineEvents, defineMethods } from './spec.ts';

export const sessionRow = lazy(() =>
  z.strictObject({
    key: z.string(),
    sessionId: z.string(),
    agentId: z.string(),
    title: z.string(),
    /** The channel instance, or "web". */
    channel: z.string(),
    chatKind: z.enum(['direct', 'group', 'channel']),
    personId: z.string().optional(),
    /** Set when /new or a reset put a fresh conversation in its place. */
    isArchived: z.boolean(),
    createdAt: z.int(),
    updatedAt: z.int(),
    messageCount: z.int(),
    lastMessage: z.string(),
    isRunning: z.boolean(),
    /** Chosen with /model; else the agent's own. */
    model: z.string().optional(),
    turns: z.int(),
    /** Millionths of a US dollar, over all turns. */
    costMicros: z.int(),
    /** Of the last turn, when it failed. */
    errorCode: z.string().optional(),
    /** Somebody answers in the assistant's place since then. */
    takenOverAt: z.int().optional(),
  }),
);

export const sessionMethods = defineMethods({
  'sessions.list': {
    scope: 'operator.read',
    summary: 'Conversations, the last used first.',
    params: lazy(() =>
      z.strictObject({
        limit: z.int().min(1).max(500).optional(),
        offset: z.int().nonnegative().optional(),
        agentId: z.string().min(1).optional(),
        /** Part of a title. For words in messages there is sessions.search. */
        search: z.string().max(256).optional(),
        channel: z.string().optional(),
        personId: z.string().optional(),
        archived: z.union([z.boolean(), z.literal('all')]).optional(),
        /** running: answers now; failed: its last turn failed; taken-over: a person answers. */
        state: z.enum(['running', 'failed', 'taken-over']).optional(),
        /** Only those that cost at least so much, in millionths of a US dollar. */
        minCostMicros: z.int().nonnegative().optional(),
        order: z.enum(['recent', 'cost']).optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ sessions: z.array(sessionRow()), total: z.int() })),
  },
  'sessions.get': {
    scope: 'operator.read',
    summary: 'One conversation with its usage.',
    params: lazy(() =>
      z.strictObject({
        key: sessionKey(),
        agentId: z.string().min(1).optional(),
        /** An archived conversation, which no key leads to any more. */
        sessionId: z.string().min(1).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        session: sessionRow(),
        usage: z.strictObject({
          inputTokens: z.int(),
          outputTokens: z.int(),
          /** Millionths of a US dollar. */
          costMicros: z.int(),
          turns: z.int(),
        }),
      }),
    ),
  },
  'sessions.reset': {
    scope: 'operator.write',
    summary: 'Begins a fresh conversation under the same key; the old one is archived.',
    params: lazy(() =>
      z.strictObject({
        key: sessionKey(),
        agentId: z.string().min(1).optional(),
        reason: z.enum(['new', 'reset']).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({ ok: z.literal(true), key: z.string(), sessionId: z.string() }),
    ),
  },
  'sessions.delete': {
    scope: 'operator.write',
    summary: 'Deletes a conversation with all its messages.',
    params: lazy(() =>
      z.strictObject({
        key: sessionKey(),
        agentId: z.string().min(1).optional(),
        /** Deletes an archived conversation that no key leads to any more. */
        expectedSessionId: z.string().min(1).optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ ok: z.literal(true), deleted: z.boolean() })),
  },
  'sessions.search': {
    scope: 'operator.read',
    summary: 'Full-text search over all messages, newest first.',
    params: lazy(() =>
      z.strictObject({
        query: z.string().min(1).max(512),
        agentId: z.string().min(1).optional(),
        channel: z.string().min(1).optional(),
        personId: z.string().min(1).optional(),
        /** Only in this conversation. */
        sessionId: z.string().min(1).optional(),
        /** Absent: archived conversations too. */
        archived: z.union([z.boolean(), z.literal('all')]).optional(),
        /** As in sessions.list: how the conversation stands now. */
        state: z.enum(['running', 'failed', 'taken-over']).optional(),
        /** Only conversations that cost at least so much, in millionths of a US dollar. */
        minCostMicros: z.int().nonnegative().optional(),
        /** Only messages from then on, and before then: UTC milliseconds. */
        fromAt: z.int().nonnegative().optional(),
        untilAt: z.int().nonnegative().optional(),
        limit: z.int().min(1).max(200).optional(),
        /**
         * From an earlier answer. A page is given out after some time, so it may be short or empty and
         * still have one; an answer without it is complete.
         */
        cursor: z.string().optional(),
        /** `rank` looks only at the newest 10,000 hits. */
        order: z.enum(['newest', 'rank']).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        hits: z.array(
          z.strictObject({
            sessionId: z.string(),
            sessionKey: z.string(),
            title: z.string(),
            messageId: z.string(),
            role: z.string(),
            /** Around the hit; matches stand between \u0002 and \u0003. */
            snippet: z.string(),
            timestamp: z.int(),
          }),
        ),
        cursor: z.string().optional(),
      }),
    ),
  },
  'sessions.export': {
    scope: 'operator.read',
    summary: 'A whole conversation as Markdown or JSON.',
    params: lazy(() =>
      z.strictObject({
        key: sessionKey(),
        /** An archived conversation, which no key leads to any more. */
        sessionId: z.string().min(1).optional(),
        format: z.enum(['markdown', 'json']),
        /** Another branch than the one that is shown, by its newest message. */
        headId: z.string().min(1).max(64).optional(),
        /** JSON also holds each turn with its trace, as turns.get shows it. */
        withTraces: z.boolean().optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ fileName: z.string(), text: z.string() })),
  },
});

export const sessionEvents = defineEvents({
  'sessions.changed': {
    scope: 'operator.read',
    summary: 'A conversation was made, renamed, reset, deleted, or its state changed.',
    payload: lazy(() =>
      z.strictObject({
        reason: z.enum(['created', 'updated', 'reset', 'deleted']),
        sessionKey: z.string(),
        sessionId: z.string(),
        /** The row as it is now; absent after a deletion. */
        session: sessionRow().optional(),
      }),
    ),
    isLogged: true,
  },
});

export type SessionRow = z.output<ReturnType<typeof sessionRow>>;
