import type { TelegramControl } from '../servers/telegram/control.ts';
import { isAnswerTo, type Question } from './ledger.ts';

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
        // A longer answer holds a shorter one, and a late repeat of another is none to this.
        if (!last.isAlone || found.some(({ text }) => isAnswerTo(last, text))) return;
      }
    },
  };
}
