import { goToPage } from '../../e2e/web/page.ts';
import { moveIn } from './household.ts';
import type { TakePictures } from './take.ts';

/** Conversations of two channels, and the trace of a turn with its tool call opened. */
export const takeConversationsPictures: TakePictures = async (page, scene, save) => {
  const household = await moveIn(scene);
  try {
    await goToPage(page, `conversations/${encodeURIComponent(household.groceriesKey)}`);
    await page.locator('[data-turn]').last().click();
    await page.getByRole('button', { name: /^Tool calculate/ }).click();
    await page.getByText('2.49 * 450 / 500').first().waitFor();
    await save('conversations');
  } finally {
    await household.leave();
  }
};
