import { telegramChannel } from '../../../shared/config/channels.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { createBackoff } from '../../platform/backoff.ts';
import { limits } from '../../../shared/config/limits.ts';
import type { ChannelCheck } from '../channel.ts';
import { createTelegramApi } from './telegram-api.ts';
import { readTrouble } from './trouble.ts';

/** Asks Telegram who the bot is, and whether its messages go elsewhere. Fetches none of them. */
export const checkTelegram: ChannelCheck = async (settings, { clock, signal }) => {
  const { token, apiRoot } = telegramChannel().parse(settings);
  const api = createTelegramApi(token, apiRoot, clock);
  try {
    const me = await api.call((calls, own) => calls.getMe(own), { signal });
    const webhook = await api.call((calls, own) => calls.getWebhookInfo(own), { signal });
    if ((webhook.url ?? '') !== '') throw new AppError('TELEGRAM_WEBHOOK');
    return { account: `@${me.username}` };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { retryBaseMs: baseMs, retryCapMs: capMs } = limits.telegram;
    throw readTrouble(error, createBackoff({ baseMs, capMs })).error;
  } finally {
    api.close();
  }
};
