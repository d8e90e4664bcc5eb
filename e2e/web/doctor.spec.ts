import { chmod, readFile } from 'node:fs/promises';
import { test } from '@playwright/test';
import {
  chooseTheme,
  expect,
  findBarriers,
  goToPage,
  openInterface,
  shareScene,
  themes,
} from './page.ts';

const shared = shareScene({ config: { gateway: { colour: 'blue' } } });

test('says what needs a look, mends what it can, and leads to the rest', async ({ context }) => {
  await chmod(shared.scene.stateDir, 0o755);
  const { page, problems } = await openInterface(context, shared.scene);
  await goToPage(page, 'doctor');
  const row = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
  await expect(row('Database')).toContainText('Whole');
  await expect(row('Sandbox')).toContainText('Code runs');
  await row('File permissions').getByRole('button', { name: 'Close them' }).click();
  await expect(row('File permissions')).toContainText('Only you can read what is private');
  await row('Configuration').getByRole('link', { name: 'Go there' }).click();
  await expect(page).toHaveURL(/#\/config/);
  expect(problems).toEqual([]);
});

test('one file for those who help, without secrets', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await goToPage(page, 'doctor');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a support file' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^openclaw-support-.*\.json$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('"checks"');
  expect(text).not.toContain(shared.scene.token);
});

test('axe finds nothing in any theme, wide and narrow', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await goToPage(page, 'doctor');
  await expect(page.getByText(/needs? a look/).first()).toBeVisible();
  for (const theme of themes) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page), theme).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await findBarriers(page)).toEqual([]);
});
