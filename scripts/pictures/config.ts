import { goToPage } from '../../e2e/web/page.ts';
import type { TakePictures } from './take.ts';

/** The configuration with something unsaved, and its history. */
export const takeConfigPictures: TakePictures = async (page, scene, save) => {
  const client = await scene.connect();
  const { hash } = await client.request('config.get', {});
  await client.request('config.edit', {
    baseHash: hash,
    edits: [{ op: 'set', path: 'agents.assistant.systemPrompt', value: 'You are helpful.' }],
  });
  await client.close();
  await goToPage(page, 'config');
  await page.locator('.view-line', { hasText: 'systemPrompt' }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(' Be brief.');
  await page.getByText('uses it from its next turn on').first().waitFor();
  await save('config');
  await page.getByRole('button', { name: 'Discard' }).click();
  await goToPage(page, 'config/history');
  await page
    .getByRole('link', { name: /^Version/ })
    .first()
    .click();
  await page.locator('.modified .view-line').first().waitFor();
  await save('config-history');
};
