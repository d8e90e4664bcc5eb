import { readFile } from 'node:fs/promises';
import { test, type Page } from '@playwright/test';
import { createBusyScene, type BusyScene } from '../support/busy-scene.ts';
import { chooseTheme, expect, findBarriers, goToPage, openInterface } from './page.ts';

let busy: BusyScene;
test.beforeAll(async () => {
  busy = await createBusyScene();
});
test.afterAll(async () => {
  await busy.dispose();
});

const shots = process.env['OPENCLAW_E2E_SHOTS'];
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` });
};
const table = (page: Page) => page.getByRole('table');

test('adds up a period by agent, person and model, as its address says', async ({ context }) => {
  const { page, problems } = await openInterface(context, busy.scene);
  await goToPage(page, 'usage');
  await expect(table(page).getByRole('row')).toHaveCount(4);
  await page.getByLabel('By', { exact: true }).selectOption('Person');
  await expect(table(page).getByText('Bea Müller-Lüdenscheidt')).toBeVisible();
  await page.getByRole('radio', { name: '7 days' }).check();
  await page.getByLabel('By', { exact: true }).selectOption('Model');
  await expect(table(page).getByText('openai/gpt-5')).toBeVisible();
  await expect(page).toHaveURL(/period=week&by=model/);
  await page.reload();
  await expect(table(page).getByText('openai/gpt-5')).toBeVisible();
  await page.getByRole('radio', { name: 'Other' }).check();
  await page.getByLabel('From').fill('2000-01-01');
  await page.getByLabel('To', { exact: true }).fill('2000-01-02');
  await expect(page.getByText('Nothing was used in this period')).toBeVisible();
  expect(problems).toEqual([]);
});

test('shows other figures over the days, and the same to readers', async ({ context }) => {
  const { page } = await openInterface(context, busy.scene);
  await goToPage(page, 'usage?period=week');
  const chart = page.getByRole('figure', { name: 'Cost by day' });
  await expect(chart.getByRole('listitem')).toHaveCount(7);
  await page.getByRole('radio', { name: 'Tokens' }).press('Space');
  await expect(page.getByRole('figure', { name: 'Tokens by day' })).toBeVisible();
});

test('follows while it is used', async ({ context }) => {
  const { page } = await openInterface(context, busy.scene);
  await goToPage(page, 'usage?period=today&by=channel');
  const web = table(page).getByRole('row').filter({ hasText: 'web' }).getByRole('cell').nth(2);
  const before = Number(await web.innerText());
  await busy.client.ask('counted at once', { sessionKey: 'agent:einkaufsplanung:main' });
  await expect(web).toHaveText(String(before + 1));
});

test('shows budgets with the way to the limits, and saves a table', async ({ context }) => {
  const { page } = await openInterface(context, busy.scene);
  await goToPage(page, 'usage');
  const meter = page.getByRole('meter', { name: 'Tokens of coder today' });
  await expect(meter).toHaveAttribute('aria-valuenow', '100');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.split('\r\n')[0]).toMatch(/^agent,turns,failed_turns,input_tokens/);
  await page.getByRole('link', { name: 'Change the limits of coder' }).click();
  await expect(page).toHaveURL(/#\/agents\/coder/);
});

test('has no barriers in any theme, and is usable when narrow', async ({ context }) => {
  const { page } = await openInterface(context, busy.scene);
  await goToPage(page, 'usage');
  await expect(table(page)).toBeVisible();
  for (const theme of ['Light', 'Dark', 'High contrast, light', 'High contrast, dark']) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, `usage-${theme.toLowerCase().replace(/\W+/g, '-')}`);
  }
  for (const width of [900, 360]) {
    await page.setViewportSize({ width, height: 740 });
    await expect(table(page)).toBeVisible();
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await shoot(page, `usage-${width}`);
  }
});
