import type { AskHistory, HistoryPage } from './ask-history.ts';
import { findOnPath } from './find-on-path.ts';
import type { Later } from './window.ts';

/** What stands around a message, and how to read what follows. */
export interface Surroundings {
  readonly page: HistoryPage;
  readonly later: readonly Later[];
  /** What follows is not known. */
  readonly isDetached: boolean;
  /** It is not on the branch that is shown. */
  readonly isElsewhere: boolean;
}

/**
 * Reads what stands around a message. One that is too far up or on another branch is read from its
 * own place upwards. Undefined when there is no such message.
 */
export async function readSurroundings(
  ask: AskHistory,
  messageId: string,
): Promise<Surroundings | undefined> {
  const found = await findOnPath((cursor, limit) => ask({ cursor, limit, maxChars: 1 }), messageId);
  if (found.kind === 'found') {
    const page = await ask({ cursor: found.before });
    return { page, later: found.later, isDetached: false, isElsewhere: false };
  }
  const page = await ask({ headId: messageId }).catch(() => undefined);
  if (!page || page.messages.length === 0) return undefined;
  return { page, later: [], isDetached: true, isElsewhere: found.kind === 'absent' };
}
