import { afterAll, beforeAll } from 'vitest';
import {
  openTelegramSite,
  type TelegramSite,
} from '../../../../e2e/channels/telegram-messenger.ts';
import { describeChannel } from '../contract-suite.ts';
import { telegramDescriptor } from './descriptor.ts';
import { createTelegramChannel } from './telegram-channel.ts';

let site: TelegramSite;

beforeAll(async () => {
  site = await openTelegramSite();
});
afterAll(() => site.stop());

describeChannel('telegram', {
  descriptor: telegramDescriptor,
  factory: createTelegramChannel,
  openMessenger: () => site.openMessenger(),
});
