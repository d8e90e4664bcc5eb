import type { ChatMessage } from '../../../shared/protocol/chat.ts';

/** Messages that follow the window and can be read again. */
export interface Later {
  /** The message after them, by its id; undefined: they are the newest ones. */
  readonly before: string | undefined;
  /** The first of them. */
  readonly firstId: string | undefined;
  readonly count: number;
}

/**
 * The part of a conversation that is in memory: messages in a row, and how to read on in both
 * directions. A conversation of any length costs no more than this.
 */
export interface Window {
  readonly messages: readonly ChatMessage[];
  /** What was let go at the newer end, the nearest last. Empty: the window reaches the end. */
  readonly later: readonly Later[];
}

/** So many messages are in memory at most, and so many are read at once. */
export const windowMessages = 1_200;
export const pageMessages = 100;

/** Whether there are messages before the window. */
export function hasOlder({ messages }: Window): boolean {
  return typeof messages[0]?.parentId === 'string';
}

/** Puts a page before the window, and lets go of what is too much at the newer end. */
export function addOlder<W extends Window>(window: W, page: readonly ChatMessage[]): W {
  const known = new Set(window.messages.map(({ id }) => id));
  const messages = [...page.filter(({ id }) => !known.has(id)), ...window.messages];
  if (messages.length <= windowMessages) return { ...window, messages };
  const kept = messages.slice(0, windowMessages);
  const gone = cutIntoLater(messages.slice(windowMessages), window.later);
  return { ...window, messages: kept, later: [...window.later, ...gone] };
}

/** Puts the nearest page behind the window, and lets go of what is too much at the older end. */
export function addNewer<W extends Window>(window: W, page: readonly ChatMessage[]): W {
  const messages = joinAfter(window.messages, page).slice(-windowMessages);
  return { ...window, messages, later: window.later.slice(0, -1) };
}

/** Keeps a window that grows at its end within its bound. */
export function trimOlder<W extends Window>(window: W): W {
  const { messages } = window;
  // Not with each message: that would lay everything out anew each time.
  if (messages.length <= windowMessages + pageMessages) return window;
  return { ...window, messages: messages.slice(-windowMessages) };
}

/** Whether a page goes on where the window ends. */
export function joins({ messages }: Window, page: readonly ChatMessage[]): boolean {
  const last = messages.at(-1)?.id;
  if (last === undefined || page.length === 0) return true;
  return page.some(({ id, parentId }) => id === last || parentId === last);
}

function joinAfter(
  messages: readonly ChatMessage[],
  page: readonly ChatMessage[],
): readonly ChatMessage[] {
  const last = messages.at(-1)?.id;
  const at = page.findIndex(({ id }) => id === last);
  return [...messages, ...page.slice(at + 1)];
}

/** How to read again what is let go: from what follows it, a page at a time, the nearest last. */
function cutIntoLater(gone: readonly ChatMessage[], later: readonly Later[]): readonly Later[] {
  const chunks: Later[] = [];
  let before = later.at(-1)?.firstId;
  for (let end = gone.length; end > 0; end -= pageMessages) {
    const start = Math.max(0, end - pageMessages);
    const firstId = gone[start]?.id;
    chunks.push({ before, firstId, count: end - start });
    before = firstId;
  }
  return chunks;
}
