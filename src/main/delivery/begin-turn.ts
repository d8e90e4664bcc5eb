import type { AgentConfig, QueueMode } from '../../shared/config/agents.ts';
import type { Attachment, Envelope } from '../../shared/model/envelope.ts';
import type { ChatMessage, ContentBlock } from '../../shared/protocol/chat.ts';
import { appendMessage, type MessageRecord } from '../sessions/message-store.ts';
import { toChatMessage } from '../sessions/present.ts';
import type { SessionRecord } from '../sessions/session-store.ts';
import type { Sql } from '../storage/database.ts';
import { giveToTurn, listQueued, readEnvelope, type InboxRecord } from './inbox-store.ts';
import { addTrace } from './trace-store.ts';
import { insertTurn, type ReplyTo, type TurnRecord } from './turn-store.ts';

/** A turn that was recorded and is to be run once its transaction is on disk. */
export interface BegunTurn {
  readonly turn: TurnRecord;
  readonly session: SessionRecord;
  readonly messages: readonly ChatMessage[];
}

/**
 * Records a turn for inbound messages, with the messages themselves, in the caller's transaction.
 * The answer goes back the way the last of them came.
 */
export function beginTurn(
  sql: Sql,
  session: SessionRecord,
  agent: AgentConfig,
  records: readonly InboxRecord[],
  now: number,
): BegunTurn {
  const first = records[0];
  const last = records.at(-1);
  if (!first || !last) throw new Error('a turn needs a message');
  const turn = insertTurn(
    sql,
    {
      sessionId: session.id,
      agentId: session.agent_id,
      runId: last.run_id,
      replyTo: replyToOf(last),
      deadlineMs: deadlineOf(agent, last),
    },
    now,
  );
  const messages = records.map((record) => joinTurn(sql, session, turn, record, now));
  return { turn, session, messages };
}

function deadlineOf(agent: AgentConfig, record: InboxRecord): number {
  const own = agent.timeoutSeconds * 1_000;
  return Math.min(own, readEnvelope(record).errand?.deadlineMs ?? own);
}

/** Makes an inbound message part of a turn: it stands in the conversation from here on. */
export function joinTurn(
  sql: Sql,
  session: SessionRecord,
  turn: TurnRecord,
  record: InboxRecord,
  now: number,
): ChatMessage {
  giveToTurn(sql, record.id, turn);
  const stored = storeMessage(sql, session.id, turn.id, record, now);
  const route: unknown = record.route === null ? {} : JSON.parse(record.route);
  addTrace(sql, turn, {
    kind: 'route',
    name: record.channel,
    state: 'done',
    detail: { messageId: stored.id, route, waitedMs: now - record.received_at },
    startedAt: record.received_at,
    durationMs: 0,
  });
  if (record.state === 'queued') traceWait(sql, turn, record, now);
  return toChatMessage(stored);
}

/** How long a message waited behind another turn. */
function traceWait(sql: Sql, turn: TurnRecord, record: InboxRecord, now: number): void {
  addTrace(sql, turn, {
    kind: 'queue',
    name: 'waited',
    state: 'done',
    detail: { runId: record.run_id, mode: record.queue },
    startedAt: record.received_at,
    durationMs: Math.max(0, now - record.received_at),
  });
}

/** Stores what a person wrote below the head of the conversation as it is now. */
export function storeMessage(
  sql: Sql,
  sessionId: string,
  turnId: string | null,
  record: InboxRecord,
  now: number,
  stopReason?: string,
): MessageRecord {
  const envelope = readEnvelope(record);
  // At the screen; what another agent or a schedule asks for comes over the same channel.
  const isOwner = envelope.channel === 'web' && envelope.sender.id === 'owner';
  return appendMessage(
    sql,
    {
      sessionId,
      parentId: readHead(sql, sessionId),
      turnId,
      runId: record.run_id,
      role: 'user',
      content: [{ type: 'text', text: withAttachments(envelope) }, ...picturesOf(envelope)],
      sender: isOwner ? undefined : senderOf(envelope.sender),
      stopReason,
    },
    now,
  );
}

/** The newest message of a conversation, read inside the transaction that adds to it. */
export function readHead(sql: Sql, sessionId: string): string | null {
  return (
    sql
      .statement<[string], { head_id: string | null }>('SELECT head_id FROM session WHERE id = ?')
      .get(sessionId)?.head_id ?? null
  );
}

/**
 * What of the queue goes into the next turn: everything that waits, up to the first message that
 * wants a turn of its own.
 */
export function takeQueued(sql: Sql, session: SessionRecord, agent: AgentConfig): InboxRecord[] {
  const queued = listQueued(sql, session.id);
  const alone = queued.findIndex((record) => queueModeOf(record, session, agent) === 'followup');
  return alone < 0 ? queued : queued.slice(0, Math.max(1, alone));
}

/** The message's own wish, else the conversation's, else the agent's. */
export function queueModeOf(
  record: InboxRecord,
  session: SessionRecord,
  agent: AgentConfig,
): QueueMode {
  return record.queue ?? session.queue ?? agent.queue;
}

function replyToOf(record: InboxRecord): ReplyTo {
  const { channel, chat, thread, replyRef, errand } = readEnvelope(record);
  return {
    ...{ channel, chat, threadId: thread?.id, replyRef },
    ...(errand && !errand.isSpoken ? { isSilent: true } : {}),
    ...(errand?.ruledBy === undefined ? {} : { ruledBy: errand.ruledBy }),
  };
}

function senderOf(sender: {
  id: string;
  name?: string | undefined;
}): NonNullable<ChatMessage['sender']> {
  return { id: sender.id, ...(sender.name === undefined ? {} : { name: sender.name }) };
}

/** What no model can look into is named in the text. */
function withAttachments(envelope: Envelope): string {
  const files = envelope.attachments
    .filter((file) => !isPicture(file))
    .map((file) => `[${file.kind}: ${file.name ?? file.mimeType}]`);
  return [envelope.text, ...files].filter((line) => line !== '').join('\n');
}

function picturesOf(envelope: Envelope): ContentBlock[] {
  return envelope.attachments.flatMap((file) =>
    isPicture(file) && file.blob !== undefined
      ? [
          {
            type: 'image',
            mimeType: file.mimeType,
            blob: file.blob,
            sizeBytes: file.sizeBytes,
            ...(file.name === undefined ? {} : { name: file.name }),
          },
        ]
      : [],
  );
}

/** The kinds that all vendors' models can see. */
const seen = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);

function isPicture({ blob, mimeType }: Attachment): boolean {
  return blob !== undefined && seen.has(mimeType);
}
