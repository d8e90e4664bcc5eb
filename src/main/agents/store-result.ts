import { limits } from '../../shared/config/limits.ts';
import type { ContentBlock } from '../../shared/protocol/chat.ts';
import { readHead } from '../delivery/begin-turn.ts';
import { addTrace, closeTrace, keepBlob } from '../delivery/trace-store.ts';
import { isOurs } from '../delivery/turn-store.ts';
import type { ToolCall } from '../providers/provider.ts';
import { appendMessage } from '../sessions/message-store.ts';
import type { Sql } from '../storage/database.ts';
import type { ToolImage } from '../tools/tool.ts';
import type { ToolOutcome } from '../tools/tool-catalogue-types.ts';
import { publishMessage, publishStep, TurnLost, type TurnContext } from './turn-context.ts';

/** The row that was written before a call ran, and how long it then took. */
export interface RanCall {
  readonly traceId: number;
  readonly durationMs: number;
}

/** Stores what came of a call: for the model as a message, for the owner whole in the trace. */
export async function storeResult(
  context: TurnContext,
  call: ToolCall,
  outcome: ToolOutcome,
  ran?: RanCall,
): Promise<void> {
  const { deps, turn } = context;
  const pictures = await keepImages(context, outcome.images ?? []);
  const message = await deps.db.commit((sql) => {
    assertOurs(sql, context);
    traceResult(sql, context, call, outcome, ran);
    const result: ContentBlock = {
      type: 'toolResult',
      id: call.id,
      name: call.name,
      text: outcome.text,
      isError: outcome.isError,
    };
    return appendMessage(
      sql,
      {
        sessionId: turn.session_id,
        parentId: readHead(sql, turn.session_id),
        turnId: turn.id,
        runId: turn.run_id,
        role: 'tool',
        content: [result, ...pictures],
      },
      deps.clock.now(),
    );
  });
  publishMessage(context, message);
  publishStep(context, 'tool', {
    phase: 'result',
    toolCallId: call.id,
    name: call.name,
    isError: outcome.isError,
    result: outcome.text,
  });
}

async function keepImages(
  { deps }: TurnContext,
  images: readonly ToolImage[],
): Promise<ContentBlock[]> {
  const kept = images.slice(0, limits.tools.images).map(async ({ data, mimeType }) => ({
    type: 'image' as const,
    mimeType,
    blob: await deps.blobs.put(data),
    sizeBytes: data.byteLength,
  }));
  return Promise.all(kept);
}

function traceResult(
  sql: Sql,
  { deps, turn }: TurnContext,
  call: ToolCall,
  { text, isError, whole }: ToolOutcome,
  ran: RanCall | undefined,
): void {
  const detail = {
    callId: call.id,
    arguments: call.arguments,
    result: text,
    ...(whole === undefined ? {} : { whole: keepBlob(sql, whole, deps.clock.now()) }),
  };
  const state = isError ? 'failed' : 'done';
  if (ran) {
    closeTrace(sql, turn, ran.traceId, { state, detail, durationMs: ran.durationMs });
    return;
  }
  const startedAt = deps.clock.now();
  addTrace(sql, turn, {
    kind: 'tool',
    name: call.name,
    state,
    detail,
    startedAt,
    durationMs: 0,
  });
}

/** @throws TurnLost when the turn was ended or taken up by somebody else */
export function assertOurs(sql: Sql, { turn }: TurnContext): void {
  if (!isOurs(sql, turn)) throw new TurnLost();
}
