import { limits } from '../../shared/config/limits.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { Sql } from '../storage/database.ts';
import { getMessage, type MessageRecord } from './message-store.ts';
import type { SessionRecord } from './session-store.ts';

export type BranchRow = ResultOf<'chat.branches'>['branches'][number];

/**
 * Lets a conversation go on from another message, in the caller's transaction. Where it went on from
 * until now is kept as a branch, unless something hangs below it or it is on the way to the new one.
 */
export function moveHead(
  sql: Sql,
  session: Pick<SessionRecord, 'id' | 'head_id'>,
  headId: string | null,
): void {
  const { id, head_id: from } = session;
  if (from === headId) return;
  if (from !== null && !hasChild(sql, id, from)) keepBranch(sql, id, from);
  if (headId !== null) dropBranch(sql, id, headId);
  sql
    .statement<[string | null, string]>('UPDATE session SET head_id = ? WHERE id = ?')
    .run(headId, id);
}

function keepBranch(sql: Sql, sessionId: string, headId: string): void {
  sql
    .statement<[string, string]>('INSERT OR IGNORE INTO branch (session_id, head_id) VALUES (?, ?)')
    .run(sessionId, headId);
}

function dropBranch(sql: Sql, sessionId: string, headId: string): void {
  sql
    .statement<[string, string]>('DELETE FROM branch WHERE session_id = ? AND head_id = ?')
    .run(sessionId, headId);
}

/**
 * Children are newer than their parent, and nearly always soon after it. Looking on through a million
 * messages would hold everybody up; what is missed is a branch that is listed with less than its end.
 */
function hasChild(sql: Sql, sessionId: string, messageId: string): boolean {
  return (
    sql
      .statement<[string, string, number, string], { found: number }>(
        `SELECT 1 AS found FROM (
           SELECT parent_id, is_summary FROM message
           WHERE session_id = ? AND seq > (SELECT seq FROM message WHERE id = ?) ORDER BY seq LIMIT ?
         ) WHERE parent_id = ? AND is_summary = 0 LIMIT 1`,
      )
      .get(sessionId, messageId, limits.session.childScan, messageId) !== undefined
  );
}

/** Whether a conversation has more than the branch it goes on from. */
export function hasBranches(sql: Sql, sessionId: string): boolean {
  return (
    sql
      .statement<[string], { found: number }>(
        'SELECT 1 AS found FROM branch WHERE session_id = ? LIMIT 1',
      )
      .get(sessionId) !== undefined
  );
}

/**
 * The branches of a conversation, the last used first: the one it goes on from and those that were
 * left, at most `limits.session.branches`.
 */
export function listBranches(sql: Sql, session: SessionRecord): BranchRow[] {
  const left = sql
    .statement<[string, number], { head_id: string }>(
      'SELECT head_id FROM branch WHERE session_id = ? ORDER BY head_id DESC LIMIT ?',
    )
    .all(session.id, limits.session.branches);
  const shown = session.head_id === null ? undefined : getMessage(sql, session.head_id);
  const path = left.length === 0 ? new Set<string>() : readPathIds(sql, shown);
  const others = left.flatMap(({ head_id: id }) => {
    const head = getMessage(sql, id);
    return head ? [toBranchRow(head, { ...findFork(sql, head, path), isShown: false })] : [];
  });
  const own = shown ? [toBranchRow(shown, { forkId: shown.id, length: 0, isShown: true })] : [];
  return [...own, ...others].toSorted((a, b) => b.updatedAt - a.updatedAt);
}

type Place = Pick<BranchRow, 'forkId' | 'length' | 'isShown'>;

function toBranchRow(head: MessageRecord, place: Place): BranchRow {
  return {
    headId: head.id,
    lastText: head.text.slice(0, limits.session.excerptChars),
    updatedAt: head.created_at,
    ...place,
  };
}

interface TreeNode {
  readonly id: string;
  readonly parent_id: string | null;
}

/** All messages on the way from a head to its root. */
function readPathIds(sql: Sql, head: MessageRecord | undefined): Set<string> {
  const ids = new Set<string>();
  if (!head) return ids;
  const older = sql
    .statement<[string, number], TreeNode>(
      'SELECT id, parent_id FROM message WHERE session_id = ? AND seq <= ? ORDER BY seq DESC',
    )
    .iterate(head.session_id, head.seq);
  let wanted: string | null = head.id;
  for (const { id, parent_id: parent } of older) {
    if (wanted === null) break;
    if (id !== wanted) continue;
    ids.add(id);
    wanted = parent;
  }
  return ids;
}

/** Where a branch leaves the path that is shown, and how long it is from there on. */
function findFork(
  sql: Sql,
  head: TreeNode,
  path: ReadonlySet<string>,
): Pick<Place, 'forkId' | 'length'> {
  const parentOf = sql.statement<[string], TreeNode>(
    'SELECT id, parent_id FROM message WHERE id = ?',
  );
  let node: TreeNode | undefined = head;
  let length = 0;
  while (node && !path.has(node.id)) {
    length += 1;
    node = node.parent_id === null ? undefined : parentOf.get(node.parent_id);
  }
  return { forkId: node?.id ?? null, length };
}
