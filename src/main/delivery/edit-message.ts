import { AppError } from '../../shared/errors/index.ts';
import { findMessage, isAside } from '../sessions/message-store.ts';
import { askAgain, type AskAgainDeps, type AskAgainRequest } from './ask-again.ts';
import type { Accepted } from './intake.ts';

/**
 * Asks again from an earlier message with other words: a message beside it takes its place, and what
 * followed the old one stays as a branch. The answer goes to the page only, as that of a retry does;
 * pictures of the old message go along.
 * @throws AppError SESSION_UNKNOWN, SESSION_TAKEN_OVER, TURN_RUNNING, MESSAGE_UNKNOWN, MESSAGE_NOT_ASKED, AGENT_UNKNOWN
 */
export function editMessage(
  deps: AskAgainDeps,
  request: AskAgainRequest & { readonly messageId: string; readonly text: string },
): Promise<Accepted> {
  const { messageId: id, text } = request;
  if (text.trim() === '') return Promise.reject(new AppError('MESSAGE_EMPTY'));
  return askAgain(deps, request, (sql, session) => {
    const question = findMessage(sql, session, id);
    if (question.role !== 'user' || isAside(question))
      throw new AppError('MESSAGE_NOT_ASKED', { id });
    return { question, text };
  });
}
