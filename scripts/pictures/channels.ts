import { startTelegramServer } from '../../e2e/servers/telegram/control.ts';
import { goToPage } from '../../e2e/web/page.ts';
import type { TakePictures } from './take.ts';

/** A channel that runs, with something unsaved, and the way to add one. */
export const takeChannelsPictures: TakePictures = async (page, scene, save) => {
  const telegram = await startTelegramServer({ botUsername: 'family_bot' });
  const client = await scene.connect();
  try {
    const { hash } = await client.request('config.get', {});
    const family = {
      ...{ type: 'telegram', token: telegram.token, apiRoot: telegram.apiRoot },
      access: { groups: { '-1001234567890': { requireMention: true } } },
    };
    const edits = [{ op: 'set' as const, path: 'channels', value: { family, web: {} } }];
    await client.request('config.edit', { baseHash: hash, edits });
    await goToPage(page, 'channels/family');
    await page.getByText('@family_bot').first().waitFor();
    await page.getByRole('radio', { name: 'Only allowed' }).check();
    await page.getByText('Takes effect at once.').waitFor();
    await page.getByRole('heading', { name: 'In words' }).scrollIntoViewIfNeeded();
    await save('channels');
    await page.getByRole('button', { name: 'Discard' }).click();
    await goToPage(page, 'channels?add=telegram');
    await page.getByText('Open @BotFather in Telegram').waitFor();
    await save('channels-add');
  } finally {
    await client.close();
    await telegram.stop();
  }
};
