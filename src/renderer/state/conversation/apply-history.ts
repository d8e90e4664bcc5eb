import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { textOf } from './rows.ts';
import { newRun } from './run.ts';
import type { ConversationState, Outgoing, Run } from './types.ts';

type Page = ResultOf<'chat.history'>;

/**
 * Takes in the newest page: after opening a conversation, and after a line was cut. Older messages
 * that were read before stay when the page joins them. Live runs are those of the page; what an
 * earlier line said of them is replaced by what the gateway knows.
 */
export function applyNewestPage(state: ConversationState, page: Page): ConversationState {
  const older = olderThan(state, page);
  return {
    ...state,
    sessionId: page.sessionId,
    load: { kind: 'ready' },
    messages: [...older, ...page.messages],
    olderCursor: older.length > 0 ? state.olderCursor : page.cursor,
    isLoadingOlder: older.length > 0 && state.isLoadingOlder,
    prependedCount: older.length > 0 ? state.prependedCount : 0,
    runs: runsOf(page, state),
    outgoing: outgoingAfter(state.outgoing, page),
  };
}

/** Puts an older page before what is shown. */
export function applyOlderPage(state: ConversationState, page: Page): ConversationState {
  const known = new Set(state.messages.map((message) => message.id));
  return {
    ...state,
    messages: [...page.messages.filter((message) => !known.has(message.id)), ...state.messages],
    olderCursor: page.cursor,
    isLoadingOlder: false,
  };
}

function olderThan(state: ConversationState, page: Page): ConversationState['messages'] {
  const first = page.messages[0];
  if (state.sessionId !== page.sessionId || !first) return [];
  const joint = state.messages.findIndex((message) => message.id === first.id);
  return joint > 0 ? state.messages.slice(0, joint) : [];
}

function runsOf(page: Page, state: ConversationState): Record<string, Run> {
  const runs: Record<string, Run> = {};
  for (const { runId, text, startedAt } of page.running) {
    const known = state.runs[runId];
    const stored = page.messages
      .filter((message) => message.runId === runId && message.role === 'assistant')
      .map(textOf)
      .filter((said) => said !== '');
    runs[runId] = {
      ...newRun(runId, startedAt),
      text,
      stored,
      phase: text === '' ? (known?.phase ?? 'starting_model') : 'writing',
    };
  }
  return runs;
}

/** The gateway has those it lists; what was accepted and is stored needs no row of its own. */
function outgoingAfter(outgoing: readonly Outgoing[], page: Page): readonly Outgoing[] {
  const queued = new Map(page.queued.map((entry) => [entry.runId, entry]));
  const stored = new Set(
    page.messages.filter((message) => message.role === 'user').map((message) => message.runId),
  );
  const own = outgoing
    .filter((entry) => !stored.has(entry.key))
    .filter(
      (entry) => entry.state !== 'accepted' && (entry.state !== 'queued' || queued.has(entry.key)),
    )
    .map((entry) => (queued.has(entry.key) ? { ...entry, state: 'queued' as const } : entry));
  const ownKeys = new Set(own.map((entry) => entry.key));
  const others = page.queued
    .filter((entry) => !ownKeys.has(entry.runId))
    .map((entry) => ({
      key: entry.runId,
      text: entry.text,
      createdAt: entry.receivedAt,
      state: 'queued' as const,
    }));
  return [...others, ...own];
}
