import { AppError } from '../../shared/errors/index.ts';
import { readPath, type MessageRecord } from '../sessions/message-store.ts';
import type { SessionRecord } from '../sessions/session-store.ts';
import type { Sql } from '../storage/database.ts';
import { askAgain, type AskAgainDeps, type AskAgainRequest } from './ask-again.ts';
import type { Accepted } from './intake.ts';

/**
 * Answers the last message of a conversation once more. The head goes back to that message, so
 * that the new answer becomes a branch beside the old one, which is kept.
 * @throws AppError SESSION_UNKNOWN, SESSION_TAKEN_OVER, TURN_RUNNING, NOTHING_TO_RETRY, AGENT_UNKNOWN
 */
export function retryAnswer(deps: AskAgainDeps, request: AskAgainRequest): Promise<Accepted> {
  return askAgain(deps, request, (sql, session) => ({ question: findQuestion(sql, session) }));
}

function findQuestion(sql: Sql, session: SessionRecord): MessageRecord {
  const question = readPath(sql, session.head_id, 200).findLast(
    (message) => message.role === 'user' && message.stop_reason !== 'command',
  );
  if (!question) throw new AppError('NOTHING_TO_RETRY');
  return question;
}
