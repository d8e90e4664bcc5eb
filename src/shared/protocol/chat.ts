import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { queueMode } from '../config/agents.ts';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

export const sessionKey = () => z.string().min(1).max(512);
const idempotencyKey = () => z.string().min(1).max(256);

/** A block of a message's content, as the OpenClaw protocol shapes it. */
export const contentBlock = lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text'), text: z.string() }),
    z.strictObject({
      type: z.literal('toolCall'),
      id: z.string(),
      name: z.string(),
      arguments: z.record(z.string(), z.unknown()),
    }),
    z.strictObject({
      type: z.literal('toolResult'),
      id: z.string(),
      name: z.string(),
      text: z.string(),
      isError: z.boolean(),
    }),
    /** A picture somebody sent or a tool made; `blob.get` brings the bytes. */
    z.strictObject({
      type: z.literal('image'),
      mimeType: z.string(),
      /** SHA-256 of the bytes. */
      blob: z.string().regex(/^[0-9a-f]{64}$/),
      sizeBytes: z.int().nonnegative(),
      name: z.string().optional(),
    }),
  ]),
);

export const chatMessage = lazy(() =>
  z.strictObject({
    /** Absent on a message that still streams. */
    id: z.string().optional(),
    parentId: z.string().nullable().optional(),
    role: z.enum(['user', 'assistant', 'tool', 'system']),
    content: z.array(contentBlock()),
    timestamp: z.int(),
    runId: z.string().optional(),
    /**
     * Who wrote it, where it is not the owner at this screen. On an answer: the person who gave it in
     * the assistant's place.
     */
    sender: z.strictObject({ id: z.string(), name: z.string().optional() }).optional(),
    /**
     * Why the answer ended: stop, length, aborted, error, command; or how it came without a question:
     * spoken and notice by the program, person by somebody in the assistant's place.
     */
    stopReason: z.string().optional(),
    error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
    /** A summary that stands for older messages in the prompt; the originals are kept. */
    isSummary: z.boolean().optional(),
  }),
);

const sentFile = lazy(() =>
  z.strictObject({
    type: z.string().max(32).optional(),
    mimeType: z.string().min(1).max(128),
    fileName: z.string().max(256).optional(),
    /** Base64. */
    content: z.base64().max(Math.ceil((limits.message.attachmentBytes * 4) / 3) + 4),
  }),
);

export const chatMethods = defineMethods({
  'blob.get': {
    scope: 'operator.read',
    summary: 'The bytes of a picture or file of a message, by their SHA-256.',
    params: lazy(() => z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) })),
    result: lazy(() =>
      z.strictObject({
        /** Base64. */
        data: z.string(),
        sizeBytes: z.int().nonnegative(),
      }),
    ),
  },
  'chat.send': {
    scope: 'operator.write',
    summary: 'Sends a message into a conversation. The answer streams as `chat` events.',
    params: lazy(() =>
      z.strictObject({
        sessionKey: sessionKey(),
        agentId: z.string().min(1).optional(),
        message: z.string().max(limits.message.textBytes),
        /** Files that go with it. Models that can see get the pictures to see. */
        attachments: z.array(sentFile()).max(limits.message.attachments).optional(),
        queueMode: queueMode().optional(),
        idempotencyKey: idempotencyKey(),
        timeoutMs: z.int().nonnegative().optional(),
        deliver: z.boolean().optional(),
        thinking: z.string().optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        /** Equal to the idempotency key. */
        runId: z.string(),
        /** started, queued behind a running turn, or done already (a repeat of a known key). */
        status: z.enum(['started', 'queued', 'in_flight', 'ok']),
      }),
    ),
  },
  'chat.retry': {
    scope: 'operator.write',
    summary: 'Asks once more for the last answer of a conversation; the old one stays as a branch.',
    params: lazy(() =>
      z.strictObject({ sessionKey: sessionKey(), idempotencyKey: idempotencyKey() }),
    ),
    result: lazy(() =>
      z.strictObject({
        runId: z.string(),
        status: z.enum(['started', 'queued', 'in_flight', 'ok']),
      }),
    ),
  },
  'chat.history': {
    scope: 'operator.read',
    summary: 'The messages of a conversation, oldest first, a page at a time from the newest.',
    params: lazy(() =>
      z.strictObject({
        sessionKey: sessionKey(),
        /** An archived conversation, which no key leads to any more. */
        sessionId: z.string().min(1).optional(),
        agentId: z.string().min(1).optional(),
        /** Another branch than the one that is shown, by its newest message. */
        headId: z.string().min(1).optional(),
        limit: z.int().min(1).max(1_000).optional(),
        /** The page before a message, by its id; an earlier answer names its oldest one. */
        cursor: z.string().optional(),
        /** Longer texts are cut, and say so. */
        maxChars: z.int().min(1).max(500_000).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        sessionKey: sessionKey(),
        sessionId: z.string().nullable(),
        messages: z.array(chatMessage()),
        /** Present when older messages exist. */
        cursor: z.string().optional(),
        /**
         * Turns that run right now, with what they have said so far. Deltas that this connection
         * has not got yet are sent before this answer, so that the next one continues `text`.
         */
        running: z.array(
          z.strictObject({ runId: z.string(), text: z.string(), startedAt: z.int() }),
        ),
        /** Messages that wait behind them. */
        queued: z.array(
          z.strictObject({ runId: z.string(), text: z.string(), receivedAt: z.int() }),
        ),
      }),
    ),
  },
  'chat.abort': {
    scope: 'operator.write',
    summary: 'Ends the running turn of a conversation; what it has said is kept.',
    params: lazy(() =>
      z.strictObject({
        sessionKey: sessionKey(),
        agentId: z.string().min(1).optional(),
        runId: z.string().min(1).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({ ok: z.literal(true), aborted: z.boolean(), runIds: z.array(z.string()) }),
    ),
  },
});

const chatEventBase = {
  runId: z.string(),
  sessionKey: z.string(),
  agentId: z.string().optional(),
  seq: z.int().nonnegative(),
};

export const chatEvent = lazy(() =>
  z.discriminatedUnion('state', [
    z.strictObject({
      ...chatEventBase,
      state: z.literal('status'),
      phase: z.enum(['preparing_context', 'starting_model']),
    }),
    z.strictObject({
      ...chatEventBase,
      state: z.literal('delta'),
      deltaText: z.string(),
      message: chatMessage().optional(),
      replace: z.boolean().optional(),
    }),
    z.strictObject({
      ...chatEventBase,
      state: z.literal('final'),
      message: chatMessage().optional(),
      usage: z.unknown().optional(),
      stopReason: z.string().optional(),
    }),
    z.strictObject({
      ...chatEventBase,
      state: z.literal('aborted'),
      message: chatMessage().optional(),
      errorMessage: z.string().optional(),
      stopReason: z.string().optional(),
    }),
    z.strictObject({
      ...chatEventBase,
      state: z.literal('error'),
      message: chatMessage().optional(),
      errorMessage: z.string().optional(),
      errorKind: z
        .enum(['refusal', 'timeout', 'rate_limit', 'context_length', 'unknown'])
        .optional(),
      stopReason: z.string().optional(),
    }),
  ]),
);

export const chatEvents = defineEvents({
  chat: {
    scope: 'operator.read',
    summary: 'What happens to a turn: its text as it streams, and how it ended.',
    payload: chatEvent,
  },
  'chat.message': {
    scope: 'operator.read',
    summary: 'A message was stored: from a person on any channel, or an answer.',
    payload: lazy(() => z.strictObject({ sessionKey: sessionKey(), message: chatMessage() })),
    isLogged: true,
  },
  agent: {
    scope: 'operator.read',
    summary:
      'The steps of a turn: lifecycle, tools, usage. What is written of it (stream `trace`) is only for who looks at the conversation by `events.watch`.',
    payload: lazy(() =>
      z.strictObject({
        runId: z.string(),
        seq: z.int().nonnegative(),
        stream: z.string().min(1),
        ts: z.int().nonnegative(),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    isDroppable: true,
  },
});

export type ContentBlock = z.output<ReturnType<typeof contentBlock>>;
export type ChatMessage = z.output<ReturnType<typeof chatMessage>>;
export type ChatEvent = z.output<ReturnType<typeof chatEvent>>;
