import path from 'node:path';
import { rememberWeeks } from '../../e2e/support/busy-scene.ts';
import { goToPage } from '../../e2e/web/page.ts';
import type { TakePictures } from './take.ts';

/** The overview with weeks behind it, the usage of a month, and the log. */
export const takeOverviewPictures: TakePictures = async (page, scene, save) => {
  rememberWeeks(path.join(scene.stateDir, 'db/gateway.db'));
  const wrong = { kind: 'error', status: 401, message: 'Incorrect API key' } as const;
  await scene.model.addScript({ contains: 'the weather', answers: [wrong, wrong, wrong] });
  const client = await scene.connect();
  await client.ask('What is the weather like?', { sessionKey: 'agent:assistant:weather' });
  await client.close();
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
};
