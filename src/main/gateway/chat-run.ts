import type { ChatEvent } from '../../shared/protocol/chat.ts';
import { limits } from '../../shared/config/limits.ts';
import type { Timer } from '../platform/clock.ts';
import type { Peer } from './peer.ts';

export type ChatDelta = Extract<ChatEvent, { state: 'delta' }>;

/** The text of one run while it streams. */
export interface ChatRun {
  readonly runId: string;
  readonly timestamp: number;
  /** The newest delta: names, `seq`. */
  last: ChatDelta;
  /** All so far; undefined once it grew beyond what is kept. */
  text: string | undefined;
  /** What came after the last flush. */
  pending: string;
  /** The text no longer continues what peers have: they get it whole. */
  isReplaced: boolean;
  /** Peers that have not got all that was flushed: they get the whole text when they can. */
  readonly behind: Set<Peer>;
  flushedAtMs: number;
  timer: Timer | undefined;
}

/** A run of which nothing was said yet. `timestamp` is UTC milliseconds. */
export function newChatRun(delta: ChatDelta, timestamp: number): ChatRun {
  return {
    runId: delta.runId,
    timestamp,
    last: delta,
    text: '',
    pending: '',
    isReplaced: false,
    behind: new Set(),
    flushedAtMs: -Infinity,
    timer: undefined,
  };
}

/** Adds what a model said; beyond the bound the whole text is given up, the flow goes on. */
export function takeDelta(run: ChatRun, delta: ChatDelta): void {
  run.last = delta;
  if (delta.replace) {
    run.text = delta.deltaText;
    run.pending = '';
    run.isReplaced = true;
    return;
  }
  run.pending += delta.deltaText;
  if (run.text === undefined) return;
  run.text += delta.deltaText;
  // A replacement that was not sent yet goes out whole once, whatever its size.
  if (run.text.length > limits.frame.streamedChars && !run.isReplaced) run.text = undefined;
}

/** What peers in step get: the new text. */
export function continuationOf(run: ChatRun): ChatDelta {
  return { ...namesOf(run), deltaText: run.pending, ...messageOf(run) };
}

/** What a peer gets that has not seen all: the whole text, in place of what it has. */
export function wholeOf(run: ChatRun): ChatDelta {
  return { ...namesOf(run), deltaText: run.text ?? '', replace: true, ...messageOf(run) };
}

function namesOf(run: ChatRun): Omit<ChatDelta, 'deltaText'> {
  const { runId, sessionKey, agentId, seq } = run.last;
  const agent = agentId === undefined ? {} : { agentId };
  return { runId, sessionKey, ...agent, seq, state: 'delta' };
}

/** The message so far, which clients of the protocol expect while it is short. */
function messageOf({ text, timestamp, runId }: ChatRun): Pick<ChatDelta, 'message'> {
  const limit = limits.frame.cumulativeBytes;
  // A character takes at least one byte, so that a long text need not be measured.
  if (text === undefined || text.length > limit || Buffer.byteLength(text) > limit) return {};
  return {
    message: { role: 'assistant', content: [{ type: 'text', text }], timestamp, runId },
  };
}
