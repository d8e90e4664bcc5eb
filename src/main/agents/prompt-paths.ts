import { limits } from '../../shared/config/limits.ts';
import {
  readNewer,
  readPath,
  readSummaries,
  type MessageRecord,
} from '../sessions/message-store.ts';
import type { SessionRecord } from '../sessions/session-store.ts';
import type { Sql } from '../storage/database.ts';
import { arrangePrompt, toPromptMessages, type PromptMessage } from './prompt-message.ts';

/** What a model is told of a conversation before its budget cuts it. */
export interface PromptPath {
  /** Stands for everything before `messages`. */
  readonly summary: string | undefined;
  readonly messages: readonly PromptMessage[];
}

/** Reads the part of a conversation that goes into a prompt: from the newest summary on. */
export interface PromptPaths {
  read(sql: Sql, session: SessionRecord): PromptPath;
}

interface KnownPath {
  readonly headId: string | null;
  readonly headSeq: number;
  readonly summary: string | undefined;
  readonly items: readonly PromptMessage[];
}

/**
 * A conversation grows at its end, so the path of its last prompt is kept and only what came since
 * is read. Whatever does not continue it (a branch, a summary) makes it read anew. The least
 * recently used conversations are forgotten first.
 */
export function createPromptPaths(): PromptPaths {
  const known = new Map<string, KnownPath>();

  function keep(id: string, path: KnownPath): void {
    known.delete(id);
    known.set(id, path);
    const oldest = known.keys().next();
    if (known.size > limits.session.knownPaths && !oldest.done) known.delete(oldest.value);
  }

  return {
    read(sql, session) {
      const before = known.get(session.id);
      const path = (before && extend(sql, session, before)) ?? readWhole(sql, session);
      keep(session.id, path);
      return { summary: path.summary, messages: arrangePrompt(path.items) };
    },
  };
}

function readWhole(sql: Sql, session: SessionRecord): KnownPath {
  const path = readPath(sql, session.head_id, limits.session.promptMessages);
  const summaries = readSummaries(sql, session.id);
  const cut = path.findLastIndex((record) => summaries.has(record.id));
  return {
    headId: session.head_id,
    headSeq: Math.max(path.at(-1)?.seq ?? 0, ...[...summaries.values()].map((one) => one.seq)),
    summary: summaries.get(path[cut]?.id ?? '')?.text,
    items: path.slice(cut + 1).flatMap((record) => toPromptMessages(record, session)),
  };
}

/** The known path with what was added to its end; undefined when it does not simply go on. */
function extend(sql: Sql, session: SessionRecord, before: KnownPath): KnownPath | undefined {
  const newer = readNewer(sql, session.id, before.headSeq, limits.session.promptMessages);
  if (newer.some((record) => record.is_summary === 1)) return undefined;
  const added = walkDown(newer, session.head_id, before.headId);
  if (!added) return undefined;
  const items = [...before.items, ...added.flatMap((record) => toPromptMessages(record, session))];
  return {
    headId: session.head_id,
    headSeq: newer.at(-1)?.seq ?? before.headSeq,
    summary: before.summary,
    items: items.slice(-limits.session.promptMessages),
  };
}

/** The messages from one head to another, oldest first; undefined when they are not in one line. */
function walkDown(
  newer: readonly MessageRecord[],
  from: string | null,
  to: string | null,
): MessageRecord[] | undefined {
  const found: MessageRecord[] = [];
  let wanted = from;
  for (const record of newer.toReversed()) {
    if (record.id !== wanted) continue;
    found.push(record);
    wanted = record.parent_id;
  }
  return wanted === to ? found.reverse() : undefined;
}
