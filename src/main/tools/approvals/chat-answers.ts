import type { Sql } from '../../storage/database.ts';
import { findByCode, isCovered, listPending, type ApprovalRecord } from './approval-store.ts';
import type { AnswerPlace, ChatAnswers } from './approvals.ts';
import type { ApprovalsDeps } from './approvals-deps.ts';
import { answerQuestion, type AnswerOutcome } from './close-question.ts';

/** Answers that are written in chats, inside the transaction that takes the message in. */
export function createChatAnswers(
  deps: ApprovalsDeps,
  tell: (outcome: AnswerOutcome) => void,
): ChatAnswers {
  return {
    waitingIn: (sql, place) =>
      waitingIn(sql, place).map((record) => ({
        code: record.code,
        askedAt: record.created_at,
        isCovered: isCovered(sql, record),
      })),
    answer: (sql, code, answer) => {
      const record = findByCode(sql, code);
      if (!record) return { outcome: { kind: 'unknown' }, after: () => undefined };
      const outcome = answerQuestion(deps, sql, record, answer);
      return { outcome, after: () => tell(outcome) };
    },
  };
}

/** On the page every conversation is a chat; on a messenger one may hold several. */
function waitingIn(sql: Sql, place: AnswerPlace): ApprovalRecord[] {
  return listPending(sql).filter((record) => {
    if (record.asked_channel !== place.channel || record.asked_chat === null) return false;
    if (place.channel === 'web') return record.asked_session_id === place.sessionId;
    const chat = JSON.parse(record.asked_chat) as AnswerPlace['chat'];
    const isSameThread = (record.asked_thread ?? undefined) === place.threadId;
    return chat.kind === place.chat.kind && chat.id === place.chat.id && isSameThread;
  });
}
