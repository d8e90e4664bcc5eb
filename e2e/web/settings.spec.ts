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

const shared = shareScene();

test('models: how each provider does, a live check, and its settings', async ({ context }) => {
  const { page, problems } = await openInterface(context, shared.scene);
  await goToPage(page, 'settings/models/test');
  await page.getByLabel('Model', { exact: true }).selectOption('echo');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText(/It answers:/).first()).toBeVisible();
  await goToPage(page, 'settings/models/openai');
  await expect(page.getByText('It has no key.', { exact: false })).toBeVisible();
  expect(problems).toEqual([]);
});

test('a provider is added, saved as a minimal edit, and removed with a way back', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  const client = await shared.scene.connect();
  const read = async (): Promise<string> => (await client.request('config.get', {})).raw;
  const before = await read();
  await goToPage(page, 'settings/models');
  await page.getByRole('button', { name: 'Add a provider' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('mine');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { name: 'mine' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9/v1');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(read).toContain('http://127.0.0.1:9/v1');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.poll(read).not.toContain('127.0.0.1:9/v1');
  await expect(page.getByText('“mine” was removed')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(read).toContain('http://127.0.0.1:9/v1');
  await goToPage(page, 'settings/models/mine');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.poll(read).toBe(before);
  await client.close();
});

test('a secret goes in and never comes out', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await goToPage(page, 'settings/secrets');
  await expect(page.getByText('No secrets are kept')).toBeVisible();
  await page.getByRole('button', { name: 'Add a secret' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('WEATHER_KEY');
  await page.getByLabel('Value').fill('very-secret-value');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByRole('cell', { name: 'WEATHER_KEY', exact: true })).toBeVisible();
  expect(await page.content()).not.toContain('very-secret-value');
  await page.getByRole('button', { name: 'Forget WEATHER_KEY' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click();
  await expect(page.getByText('No secrets are kept')).toBeVisible();
});

test('the name of the gateway is changed, and a link for another browser works', async ({
  context,
  browser,
}) => {
  const { page } = await openInterface(context, shared.scene);
  await goToPage(page, 'settings/gateway');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('At the lake');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('navigation', { name: 'Sidebar' })).toContainText('At the lake');
  await goToPage(page, 'settings/access');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  const other = await browser.newContext();
  const second = await other.newPage();
  await second.goto(link);
  await expect(second.getByText('Connected', { exact: true })).toBeVisible();
  await other.close();
});

test('axe finds nothing on any part in any theme, wide and narrow', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  for (const part of ['appearance', 'models/test', 'gateway', 'secrets', 'access', 'about']) {
    await goToPage(page, `settings/${part}`);
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    expect(await findBarriers(page), part).toEqual([]);
  }
  await goToPage(page, 'settings/gateway');
  for (const theme of themes) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page), theme).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await findBarriers(page)).toEqual([]);
});
