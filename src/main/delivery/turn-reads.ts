import { limits } from '../../shared/config/limits.ts';
import { AppError, errorRegistry } from '../../shared/errors/index.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import type { TraceStep, TurnRow } from '../../shared/protocol/inspect.ts';
import type { RouteDecision } from '../../shared/protocol/route.ts';
import type { Sql } from '../storage/database.ts';
import { readEnvelope, type InboxRecord } from './inbox-store.ts';
import { listPartsOfTurn } from './outbox-store.ts';
import { toDeliveryRow } from './present-part.ts';
import { listTraces, type TraceRecord } from './trace-store.ts';
import type { TurnRecord } from './turn-store.ts';

type Page = Pick<ParsedParamsOf<'turns.list'>, 'limit' | 'cursor' | 'runIds'>;

/** A turn with the key of its conversation. */
interface ListedTurn extends TurnRecord {
  readonly session_key: string;
}

const turnsOf =
  'SELECT turn.*, session.key AS session_key FROM turn JOIN session ON session.id = turn.session_id';

/** A page of the turns of a conversation, the newest first; or those of some runs. */
export function listTurns(sql: Sql, sessionId: string, page: Page): ResultOf<'turns.list'> {
  const limit = page.limit ?? limits.session.turnsPage;
  const rows = page.runIds
    ? listOfRuns(sql, sessionId, page.runIds)
    : sql
        .statement<[string, string, number], ListedTurn>(
          `${turnsOf} WHERE turn.session_id = ? AND turn.id < ? ORDER BY turn.id DESC LIMIT ?`,
        )
        .all(sessionId, page.cursor ?? '\u{10ffff}', limit);
  const last = rows.at(-1);
  const hasMore = page.runIds === undefined && rows.length === limit && last !== undefined;
  return {
    turns: rows.map((row) => toTurnRow(sql, row)),
    ...(hasMore ? { cursor: last.id } : {}),
  };
}

function listOfRuns(sql: Sql, sessionId: string, runIds: readonly string[]): ListedTurn[] {
  return sql
    .statement<[string, string], ListedTurn>(
      `${turnsOf} WHERE turn.run_id IN (SELECT value FROM json_each(?)) AND turn.session_id = ?
       ORDER BY turn.id DESC`,
    )
    .all(JSON.stringify(runIds), sessionId);
}

/**
 * All that is stored of a turn, but for the questions to the owner.
 * @throws AppError TURN_UNKNOWN
 */
export function readTurn(sql: Sql, turnId: string): Omit<ResultOf<'turns.get'>, 'approvals'> {
  const turn = sql.statement<[string], ListedTurn>(`${turnsOf} WHERE turn.id = ?`).get(turnId);
  if (!turn) throw new AppError('TURN_UNKNOWN', { id: turnId });
  return {
    turn: toTurnRow(sql, turn),
    steps: listTraces(sql, turnId).map(toStep),
    inbox: listInboxOfTurn(sql, turnId).map(toInboxRow),
    deliveries: listPartsOfTurn(sql, turnId).map((part) => toDeliveryRow(part, turn.session_key)),
  };
}

interface Ends {
  readonly questionId?: string;
  readonly answerId?: string;
  readonly question: string;
  readonly answer: string;
  readonly error: string | null;
}

function toTurnRow(sql: Sql, turn: ListedTurn): TurnRow {
  const { error, ...ends } = readEnds(sql, turn.id);
  return {
    id: turn.id,
    runId: turn.run_id,
    sessionId: turn.session_id,
    sessionKey: turn.session_key,
    agentId: turn.agent_id,
    channel: turn.channel,
    state: turn.state,
    ...(turn.model === null ? {} : { model: turn.model }),
    attempt: turn.attempt,
    inputTokens: turn.input_tokens,
    outputTokens: turn.output_tokens,
    costMicros: turn.cost_micros,
    ...(turn.stop_reason === null ? {} : { stopReason: turn.stop_reason }),
    ...(turn.error === null ? {} : { error: explainError(turn.error, error) }),
    createdAt: turn.created_at,
    ...(turn.finished_at === null ? {} : { finishedAt: turn.finished_at }),
    ...ends,
  };
}

interface EndRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly role: string;
  readonly words: string;
  readonly stop_reason: string | null;
  readonly error: string | null;
}

const endColumns = `id, parent_id, role, substr(text, 1, ${limits.session.excerptChars}) AS words, stop_reason, error`;

/** What a turn began with and what it ended with. A turn that was asked for again has no message of its own. */
function readEnds(sql: Sql, turnId: string): Ends {
  const ofTurn = (order: 'ASC' | 'DESC'): EndRow | undefined =>
    sql
      .statement<[string], EndRow>(
        `SELECT ${endColumns} FROM message WHERE turn_id = ? ORDER BY seq ${order} LIMIT 1`,
      )
      .get(turnId);
  const first = ofTurn('ASC');
  const last = ofTurn('DESC');
  const question = first && (first.role === 'user' ? first : readParent(sql, first));
  const answer = last?.role === 'assistant' && last.stop_reason !== null ? last : undefined;
  return {
    ...(question ? { questionId: question.id } : {}),
    ...(answer ? { answerId: answer.id } : {}),
    question: question?.words ?? '',
    answer: answer?.words ?? '',
    error: answer?.error ?? null,
  };
}

function readParent(sql: Sql, { parent_id: id }: EndRow): EndRow | undefined {
  return id === null
    ? undefined
    : sql.statement<[string], EndRow>(`SELECT ${endColumns} FROM message WHERE id = ?`).get(id);
}

/** As it was said then; by its code alone where that was not said. */
function explainError(code: string, said: string | null): NonNullable<TurnRow['error']> {
  if (said !== null) return JSON.parse(said) as NonNullable<TurnRow['error']>;
  const known = Object.entries(errorRegistry).find(([name]) => name === code)?.[1];
  return { code, message: known?.message ?? code, hint: known?.hint ?? '' };
}

function toStep(record: TraceRecord): TraceStep {
  return {
    id: record.id,
    kind: record.kind,
    name: record.name,
    state: record.state,
    detail: readDetail(record.detail),
    inputTokens: record.input_tokens,
    outputTokens: record.output_tokens,
    costMicros: record.cost_micros,
    startedAt: record.started_at,
    ...(record.duration_ms === null ? {} : { durationMs: record.duration_ms }),
  };
}

/** Long texts are cut: a turn may hold hundreds of results, and the conversation has each whole. */
function readDetail(stored: string): TraceStep['detail'] {
  const { detailChars } = limits.turn;
  const cut = (_key: string, value: unknown): unknown =>
    typeof value === 'string' && value.length > detailChars
      ? `${value.slice(0, detailChars)}…`
      : value;
  const isShort = stored.length <= detailChars;
  return (isShort ? JSON.parse(stored) : JSON.parse(stored, cut)) as TraceStep['detail'];
}

function listInboxOfTurn(sql: Sql, turnId: string): InboxRecord[] {
  return sql
    .statement<[string], InboxRecord>('SELECT * FROM inbox WHERE turn_id = ? ORDER BY id')
    .all(turnId);
}

function toInboxRow(record: InboxRecord): ResultOf<'turns.get'>['inbox'][number] {
  const { chat, sender, text, errand } = readEnvelope(record);
  return {
    id: record.id,
    state: record.state,
    channel: record.channel,
    ...(errand ? {} : { chat: `${chat.kind}:${chat.id}` }),
    sender: sender.name ?? sender.username ?? sender.id,
    text,
    receivedAt: record.received_at,
    ...(record.reason === null ? {} : { reason: record.reason }),
    ...(record.route === null ? {} : { route: toDecision(record.route) }),
  };
}

/** With many rules only what decided was kept. */
function toDecision(stored: string): RouteDecision {
  const kept = JSON.parse(stored) as Partial<RouteDecision> &
    Pick<RouteDecision, 'agentId' | 'sessionKey' | 'decidedBy'>;
  const { agentId, sessionKey, decidedBy, binding = null, considered = [] } = kept;
  return { agentId, sessionKey, decidedBy, binding, considered };
}
