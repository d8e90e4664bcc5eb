import type { Config } from '../../../shared/config/schema.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { readRecordedPrompt, toPromptResult } from '../../agents/recorded-prompt.ts';
import type { ParsedParamsOf, ResultOf } from '../../../shared/protocol/contract.ts';
import { listTurns, readTurn } from '../../delivery/turn-reads.ts';
import type { Connection, MethodHandlers } from '../../platform/connection.ts';
import { hasBranches, listBranches } from '../../sessions/branches.ts';
import type { HeavyReads } from '../../sessions/heavy-reads.ts';
import { pickSession, type SessionRecord } from '../../sessions/session-store.ts';
import type { Database } from '../../storage/database.ts';
import { listOfTurn, toApprovalRow } from '../../tools/approvals/approval-store.ts';
import { nameSession } from './chat-methods.ts';

export interface InspectMethodDeps {
  readonly db: Database;
  readonly config: () => Config;
  readonly heavyReads: Pick<HeavyReads, 'branches'>;
  readonly replay: (wanted: ParsedParamsOf<'turns.replay'>) => Promise<ResultOf<'turns.replay'>>;
}

type InspectHandlers = Pick<
  MethodHandlers,
  'turns.list' | 'turns.get' | 'turns.prompt' | 'turns.replay' | 'chat.branches'
>;

/** Looking into conversations: what happened in a turn and why, and the branches of a talk. */
export function createInspectMethods({
  db,
  config,
  heavyReads,
  replay,
}: InspectMethodDeps): InspectHandlers {
  const find = (
    place: { readonly key: string; readonly sessionId?: string | undefined },
    connection: Connection,
  ): SessionRecord => {
    const key = nameSession(place.key, config(), connection);
    const session = pickSession(db, key, place.sessionId);
    if (!session) throw new AppError('SESSION_UNKNOWN', { key: place.key });
    return session;
  };

  return {
    'turns.list': (params, connection) => listTurns(db, find(params, connection).id, params),
    'turns.get': ({ turnId }) => ({
      ...readTurn(db, turnId),
      approvals: listOfTurn(db, turnId).map(toApprovalRow),
    }),
    'turns.prompt': ({ turnId, stepId }) => toPromptResult(readRecordedPrompt(db, turnId, stepId)),
    'turns.replay': replay,
    async 'chat.branches'(params, connection) {
      const session = find(params, connection);
      // Most have one, for which no worker is needed.
      const branches = hasBranches(db, session.id)
        ? await heavyReads.branches(session.id)
        : listBranches(db, session);
      return { branches };
    },
  };
}
