import { createHash } from 'node:crypto';
import { limits } from '../../../shared/config/limits.ts';
import type { Config } from '../../../shared/config/schema.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { Attachment, Envelope } from '../../../shared/model/envelope.ts';
import type { ParsedParamsOf } from '../../../shared/protocol/contract.ts';
import type { Engine } from '../../agents/engine.ts';
import { listQueued, readEnvelope } from '../../delivery/inbox-store.ts';
import type { IgnoreReason } from '../../delivery/admission.ts';
import type { Accepted, Intake } from '../../delivery/intake.ts';
import type { AskAgainDeps } from '../../delivery/ask-again.ts';
import { retryAnswer } from '../../delivery/retry.ts';
import type { BlobFiles } from '../../platform/blob-files.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Connection, MethodHandlers } from '../../platform/connection.ts';
import { isAdmin } from '../../platform/must-be-admin.ts';
import { canonicalSessionKey } from '../../router/canonical-session-key.ts';
import { parseSessionKey } from '../../router/session-key.ts';
import { readHistory } from '../../sessions/history.ts';
import { findSession, pickSession } from '../../sessions/session-store.ts';
import type { Database } from '../../storage/database.ts';

export interface ChatMethodDeps extends AskAgainDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: () => Config;
  readonly intake: Intake;
  readonly engine: Engine;
  readonly blobs: BlobFiles;
  /** Sends the text of runs that waits to be sent. */
  readonly flushChat: () => void;
}

type ChatHandlers = Pick<
  MethodHandlers,
  'chat.send' | 'chat.retry' | 'chat.history' | 'chat.abort' | 'blob.get'
>;

/** Conversations as a client of the gateway holds them: the channel "web". */
export function createChatMethods(deps: ChatMethodDeps): ChatHandlers {
  const { db, config } = deps;
  const keyOf = (asCalled: string, connection: Connection): string =>
    nameSession(asCalled, config(), connection);

  return {
    async 'chat.send'(params, connection) {
      const sessionKey = keyOf(params.sessionKey, connection);
      const envelope = toEnvelope({
        text: params.message,
        key: dedupeKey(connection, params.idempotencyKey),
        sessionKey,
        attachments: await keepFiles(deps.blobs, params.attachments ?? []),
        now: deps.clock.now(),
      });
      const [accepted] = await deps.intake.accept([
        {
          envelope,
          runId: params.idempotencyKey,
          queue: params.queueMode,
          sessionKey,
          isOperator: true,
          isAdmin: isAdmin(connection),
        },
      ]);
      return toResult(accepted, params.idempotencyKey, sessionKey);
    },

    async 'blob.get'({ hash }) {
      const bytes = await deps.blobs.get(hash);
      if (!bytes) throw new AppError('BLOB_UNKNOWN', { hash });
      return { data: bytes.toString('base64'), sizeBytes: bytes.byteLength };
    },

    async 'chat.retry'(params, connection) {
      const sessionKey = keyOf(params.sessionKey, connection);
      const accepted = await retryAnswer(deps, {
        sessionKey,
        runId: params.idempotencyKey,
        dedupeKey: dedupeKey(connection, params.idempotencyKey),
      });
      return toResult(accepted, params.idempotencyKey, sessionKey);
    },

    'chat.history'(params, connection) {
      const sessionKey = keyOf(params.sessionKey, connection);
      const session = pickSession(db, sessionKey, params.sessionId);
      if (!session)
        return {
          sessionKey: params.sessionKey,
          sessionId: null,
          messages: [],
          running: [],
          queued: [],
        };
      const running = deps.engine.running(session.id);
      if (running) deps.flushChat();
      return {
        sessionKey: params.sessionKey,
        sessionId: session.id,
        ...readHistory(db, session, params),
        running: running ? [running] : [],
        queued: listQueued(db, session.id).map((record) => ({
          runId: record.run_id,
          text: readEnvelope(record).text,
          receivedAt: record.received_at,
        })),
      };
    },

    'chat.abort'(params, connection) {
      const session = findSession(db, keyOf(params.sessionKey, connection));
      const runIds = session ? [...deps.engine.abort(session.id, params.runId)] : [];
      return { ok: true, aborted: runIds.length > 0, runIds };
    },
  };
}

/** The stored key of a conversation; the client goes on to hear of it under its own name. */
export function nameSession(asCalled: string, config: Config, connection: Connection): string {
  const key = canonicalSessionKey(asCalled, config);
  if (!parseSessionKey(key)) throw new AppError('SESSION_KEY_INVALID', { key: asCalled });
  if (key !== asCalled) connection.aliasSession(key, asCalled);
  return key;
}

/** Keys of different clients never meet; a long one is kept as its hash, never cut. */
export function dedupeKey(connection: Connection, idempotencyKey: string): string {
  const key = `${connection.clientKey}:${idempotencyKey}`;
  return key.length <= 256 ? key : createHash('sha256').update(key).digest('hex');
}

type SentFile = NonNullable<ParsedParamsOf<'chat.send'>['attachments']>[number];

/** On disk before the message is accepted, so that no message names a file that is not there. */
function keepFiles(blobs: BlobFiles, files: readonly SentFile[]): Promise<Attachment[]> {
  return Promise.all(
    files.map(async ({ mimeType, fileName, content }) => {
      const bytes = Buffer.from(content, 'base64');
      return {
        kind: kindOf(mimeType),
        mimeType,
        sizeBytes: bytes.byteLength,
        blob: await blobs.put(bytes),
        ...(fileName === undefined ? {} : { name: fileName }),
      };
    }),
  );
}

function kindOf(mimeType: string): Attachment['kind'] {
  const [family] = mimeType.split('/', 1);
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
}

function toEnvelope(sent: {
  readonly text: string;
  readonly key: string;
  readonly sessionKey: string;
  readonly attachments: Attachment[];
  readonly now: number;
}): Envelope {
  if (sent.text.trim() === '' && sent.attachments.length === 0) throw new AppError('MESSAGE_EMPTY');
  return {
    channel: 'web',
    dedupeKey: sent.key,
    account: 'web',
    kind: 'new',
    chat: { kind: 'direct', id: sent.sessionKey.slice(0, 256) },
    sender: { id: 'owner' },
    text: sent.text,
    attachments: sent.attachments,
    isAddressed: true,
    sentAt: sent.now,
  };
}

/** What a client is told of a message it gave in. @throws AppError when it gets no answer */
export function toResult(
  accepted: Accepted | undefined,
  runId: string,
  sessionKey: string,
): { runId: string; status: 'started' | 'queued' | 'in_flight' | 'ok' } {
  if (accepted && accepted.status !== 'ignored') return { runId, status: accepted.status };
  throw refusalOf(accepted?.reason, sessionKey);
}

/** A client that is not told "started" must be told why its message gets no answer. */
function refusalOf(reason: IgnoreReason | undefined, sessionKey: string): AppError {
  if (reason === 'no-agent')
    return new AppError('AGENT_UNKNOWN', {
      agent: parseSessionKey(sessionKey)?.agentId ?? sessionKey,
    });
  if (reason === 'queue-full')
    return new AppError('QUEUE_FULL', { limit: limits.turn.queuedMessages });
  return new AppError('INTERNAL', { reason: `the message was put aside (${reason ?? 'unknown'})` });
}
