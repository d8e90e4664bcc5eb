import type { ContentBlock } from '../../shared/protocol/chat.ts';
import { readHead } from '../delivery/begin-turn.ts';
import { addTrace } from '../delivery/trace-store.ts';
import { addUsage } from '../delivery/turn-store.ts';
import { appendMessage, type MessageRecord } from '../sessions/message-store.ts';
import type { Sql } from '../storage/database.ts';
import type { ModelAnswer } from './call-model.ts';
import { originOf } from './count-turn.ts';
import { describeCall } from './trace-call.ts';
import { TurnLost, type TurnContext } from './turn-context.ts';

/**
 * Stores what a model answered: the message, what it cost, and how it came to be. Part of the
 * caller's transaction. Throws TurnLost when the turn was ended or taken up by somebody else.
 */
export function storeAnswer(
  sql: Sql,
  context: TurnContext,
  answer: ModelAnswer,
  stopReason: string | undefined,
): MessageRecord {
  const { deps, turn } = context;
  const used = { model: answer.model.id, ...answer.usage };
  if (!addUsage(sql, turn, used)) throw new TurnLost();
  context.costMicros += answer.usage.costMicros;
  deps.budget.settle(sql, turn.agent_id, answer.model.id, answer.usage, originOf(sql, context));
  // Counted from here on, so that at no moment it is neither set aside nor counted.
  answer.release();
  const message = appendMessage(
    sql,
    {
      sessionId: turn.session_id,
      parentId: readHead(sql, turn.session_id),
      turnId: turn.id,
      runId: turn.run_id,
      role: 'assistant',
      content: toContent(answer),
      stopReason,
      state: answer.state,
    },
    deps.clock.now(),
  );
  traceAnswer(sql, context, answer, message.id);
  return message;
}

function toContent(answer: ModelAnswer): ContentBlock[] {
  const calls = answer.toolCalls.map((call): ContentBlock => ({
    type: 'toolCall',
    id: call.id,
    name: call.name,
    arguments: { ...call.arguments },
  }));
  return answer.text === '' && calls.length > 0
    ? calls
    : [{ type: 'text', text: answer.text }, ...calls];
}

function traceAnswer(sql: Sql, context: TurnContext, answer: ModelAnswer, messageId: string): void {
  const { failedModels } = answer;
  addTrace(sql, context.turn, {
    kind: 'model',
    name: answer.model.id,
    state: 'done',
    detail: {
      ...describeCall(sql, context, answer.prepared, answer.notes),
      answer: messageId,
      finish: answer.finish,
      ...(failedModels.length === 0 ? {} : { failedModels }),
    },
    startedAt: answer.startedAt,
    durationMs: answer.durationMs,
    ...answer.usage,
  });
}
