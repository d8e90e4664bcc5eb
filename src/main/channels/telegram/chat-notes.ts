import { limits } from '../../../shared/config/limits.ts';
import { createBoundedMap } from '../../platform/bounded-map.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ChannelHost } from '../channel.ts';

/** What one account knows of its chats besides their messages. */
export interface ChatNotes {
  /** The language somebody there used last. */
  languageOf(chatId: string): string | undefined;
  noteLanguage(chatId: string, language: string | undefined): void;
  /** How long Telegram wants us to be silent there, in milliseconds; 0 when it does not. */
  pauseOf(chatId: string): number;
  notePause(chatId: string, pauseMs: number): void;
  /** The present id of a chat; a group that became a supergroup has another one. */
  idOf(chatId: string): string;
  noteMove(from: string, to: string): Promise<void>;
}

/** Makes the notes. Moves are kept on disk, for nothing tells us about them a second time. */
export function createChatNotes(memory: ChannelHost['memory'], clock: Clock): ChatNotes {
  const languages = createBoundedMap<string, string>(limits.telegram.rememberedChats);
  const silentUntil = createBoundedMap<string, number>(limits.telegram.rememberedChats);
  const moveKey = (chatId: string): string => `moved:${chatId}`;

  return {
    languageOf: (chatId) => languages.get(chatId),
    noteLanguage(chatId, language) {
      if (language !== undefined) languages.set(chatId, language);
    },
    pauseOf: (chatId) => Math.max(0, (silentUntil.get(chatId) ?? 0) - clock.monotonic()),
    notePause: (chatId, pauseMs) => silentUntil.set(chatId, clock.monotonic() + pauseMs),
    idOf: (chatId) => memory.get(moveKey(chatId)) ?? chatId,
    noteMove: (from, to) => memory.set(moveKey(from), to),
  };
}
