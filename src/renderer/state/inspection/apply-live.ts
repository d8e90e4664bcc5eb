import type { ChatEvent, ChatMessage } from '../../../shared/protocol/chat.ts';
import { applyChatEvent } from '../conversation/apply-chat-event.ts';
import { applyMessage } from '../conversation/apply-message.ts';
import type { TranscriptState } from './types.ts';
import { trimOlder } from './window.ts';

/** What is to be done about something that was said just now. */
export type Effect = 'none' | 'reload';

export interface Applied {
  readonly state: TranscriptState;
  readonly effect: Effect;
}

/**
 * Takes in a stored message. Where the end is not in memory it is only noted that there is more; one
 * that goes on from a message that is not in memory is on a branch that has to be read.
 */
export function takeMessage(
  state: TranscriptState,
  message: ChatMessage,
  isBranch: boolean,
): Applied {
  if (!isAtEnd(state)) return { state: { ...state, hasNews: true }, effect: 'none' };
  const last = state.messages.at(-1);
  const isNext = last === undefined || message.parentId === last.id;
  const isKnown = state.messages.some(({ id }) => id !== undefined && id === message.id);
  if (isBranch && !isNext && !isKnown) return { state, effect: 'none' };
  const hasPlace = isNext || isKnown || state.messages.some(({ id }) => id === message.parentId);
  if (!hasPlace) return { state, effect: 'reload' };
  return { state: trimOlder(applyMessage(state, message)), effect: 'none' };
}

/** Takes in what happened to a turn; it is drawn only where the end is in memory. */
export function takeChat(state: TranscriptState, event: ChatEvent, now: number): TranscriptState {
  if (!isAtEnd(state)) return state;
  return trimOlder({ ...state, ...applyChatEvent(state, event, now) });
}

/** Whether the newest message is in memory. */
export function isAtEnd({ later, isDetached }: TranscriptState): boolean {
  return later.length === 0 && !isDetached;
}
