import type { TelegramControl } from '../servers/telegram/control.ts';
import type { Question } from './ledger.ts';
import { isMarked } from './verify.ts';

/** Somebody in a private chat with the bot. */
export interface TelegramUser {
  readonly chatId: number;
  /** Writes messages at once and resolves when the last of them is answered in full. */
  ask(questions: readonly Question[]): Promise<void>;
}

const answerTimeoutMs = 120_000;

/** Makes a user with a chat of their own. */
export async function createTelegramUser(telegram: TelegramControl): Promise<TelegramUser> {
  const { id: chatId } = await telegram.createPrivateChat({});
  const seen: string[] = [];
  let afterSeq = 0;
  return {
    chatId,
    async ask(questions) {
      for (const { text } of questions) await telegram.injectMessage({ chatId, text });
      const last = questions.at(-1);
      if (last === undefined) return;
      for (;;) {
        // One of several may be answered together with the others, in other words.
        const contains = last.isAlone ? last.expected : last.token;
        const match = { chatId, contains, afterSeq };
        const found = await telegram.waitForMessages({ match, timeoutMs: answerTimeoutMs });
        afterSeq = Math.max(afterSeq, ...found.map((message) => message.seq));
        const fresh = found.filter(({ text }) => !isRepeat(text, seen));
        seen.push(...fresh.map(({ text }) => text));
        seen.splice(0, Math.max(0, seen.length - 6));
        if (fresh.length > 0) return;
      }
    },
  };
}

/** A marked message that repeats an earlier answer is not the answer to this question. */
function isRepeat(text: string, seen: readonly string[]): boolean {
  return isMarked(text) && seen.some((earlier) => text.includes(earlier));
}
