import { goToPage } from '../../e2e/web/page.ts';
import type { TakePictures } from './take.ts';

/** Settings, the doctor and the first steps. */
export const takeSystemPictures: TakePictures = async (page, _scene, save) => {
  await goToPage(page, 'settings/models/studio');
  await page.getByRole('heading', { name: 'studio' }).waitFor();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText(/It answers:/).waitFor();
  await save('settings');
  await goToPage(page, 'doctor');
  await page.getByText('Whole', { exact: false }).waitFor();
  await save('doctor');
  await goToPage(page, 'setup/model');
  await page.getByText('Connect another').click();
  await page.getByText('Another server').waitFor();
  await save('setup');
};
