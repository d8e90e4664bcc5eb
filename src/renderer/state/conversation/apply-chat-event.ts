import type { ChatEvent, ChatMessage } from '../../../shared/protocol/chat.ts';
import { applyMessage } from './apply-message.ts';
import { textOf } from './rows.ts';
import { isSpent, newRun } from './run.ts';
import type { ConversationState, Run, RunEnd, RunFailure } from './types.ts';

/**
 * Takes in what happened to a turn. Events of a run that come late or twice change nothing.
 * @param now UTC milliseconds
 */
export function applyChatEvent(
  state: ConversationState,
  event: ChatEvent,
  now: number,
): ConversationState {
  const known = state.runs[event.runId];
  if (known && event.seq <= known.lastSeq) return state;
  if (!known && hasEnded(state, event)) return state;
  const run = { ...(known ?? newRun(event.runId, now)), lastSeq: event.seq };
  switch (event.state) {
    case 'status':
      return withRun(state, { ...run, phase: event.phase });
    case 'delta':
      return withRun(state, { ...run, phase: 'writing', text: nextText(run, event) });
    case 'final':
      return endRun(state, run, { kind: 'final' }, event.message);
    case 'aborted':
      return endRun(state, run, { kind: 'aborted' }, event.message);
    case 'error':
      return endRun(state, run, { kind: 'error', error: failureOf(event) }, event.message);
  }
}

/** A late event of a run whose answer is stored already must not bring the run back. */
function hasEnded(state: ConversationState, event: ChatEvent): boolean {
  if (event.state === 'delta' || event.state === 'status') return false;
  return state.messages.some(
    (message) =>
      message.runId === event.runId && message.role === 'assistant' && message.stopReason,
  );
}

function withRun(state: ConversationState, run: Run): ConversationState {
  return { ...state, runs: { ...state.runs, [run.runId]: run } };
}

function nextText(run: Run, event: Extract<ChatEvent, { state: 'delta' }>): string {
  if (event.message) return textOf(event.message);
  return event.replace ? event.deltaText : run.text + event.deltaText;
}

function endRun(
  state: ConversationState,
  run: Run,
  end: RunEnd,
  message: ChatMessage | undefined,
): ConversationState {
  const said = message ? textOf(message) : run.text;
  const isStored = state.messages.some(
    (entry) => entry.runId === run.runId && entry.role === 'assistant' && isEnding(entry),
  );
  const ended: Run = { ...run, text: said, tools: [], end };
  if (message?.id !== undefined) {
    const stored = applyMessage(withRun(state, ended), { runId: run.runId, ...message });
    return withoutSpent(stored, run.runId);
  }
  if (isStored) return withoutRun(state, run.runId);
  return isSpent(ended) ? withoutRun(state, run.runId) : withRun(state, ended);
}

function isEnding(message: ChatMessage): boolean {
  return message.error !== undefined || message.stopReason !== undefined;
}

function withoutSpent(state: ConversationState, runId: string): ConversationState {
  const run = state.runs[runId];
  if (!run) return state;
  const isShownElsewhere = state.messages.some((entry) => entry.runId === runId && entry.error);
  return isSpent(run) || isShownElsewhere ? withoutRun(state, runId) : state;
}

function withoutRun(state: ConversationState, runId: string): ConversationState {
  const { [runId]: _left, ...runs } = state.runs;
  return { ...state, runs };
}

function failureOf(event: Extract<ChatEvent, { state: 'error' }>): RunFailure {
  if (event.message?.error) return event.message.error;
  return { code: event.errorKind ?? 'unknown', message: event.errorMessage ?? '', hint: '' };
}
