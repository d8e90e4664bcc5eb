import path from 'node:path';
import type { Page } from '@playwright/test';
import { rememberWeeks } from '../../e2e/support/busy-scene.ts';
import { goToPage } from '../../e2e/web/page.ts';
import { moveIn } from './household.ts';
import type { SavePicture, TakePictures } from './take.ts';

/** The overview with weeks behind it, the usage of a month, and the log. */
export const takeOverviewPictures: TakePictures = async (page, scene, save) => {
  rememberWeeks(path.join(scene.stateDir, 'db/gateway.db'));
  const household = await moveIn(scene);
  const wrong = { kind: 'error', status: 401, message: 'Incorrect API key' } as const;
  await scene.model.addScript({ contains: 'the weather', answers: [wrong, wrong, wrong] });
  await household.client.ask('What is the weather like?', {
    sessionKey: 'agent:assistant:weather',
  });
  try {
    await takeThem(page, save);
  } finally {
    await household.leave();
  }
};

async function takeThem(page: Page, save: SavePicture): Promise<void> {
  await goToPage(page, 'overview');
  await page.getByRole('heading', { name: 'This gateway' }).waitFor();
  await page.getByRole('heading', { name: 'Failed today' }).waitFor();
  await save('overview');
  await goToPage(page, 'usage');
  await page.getByRole('table').waitFor();
  await save('usage');
  await goToPage(page, 'logs');
  await page
    .getByRole('button', { name: /turn\.failed/ })
    .last()
    .click();
  await save('logs');
}
