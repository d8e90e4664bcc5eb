import { test } from '@playwright/test';
import { expect, findBarriers, openInterface, say, shareScene, untilQuiet } from './page.ts';

const shared = shareScene({
  config: {
    agents: { assistant: { model: 'test/echo', default: true }, coder: { name: 'The coder' } },
    channels: { web: {} },
  },
});

test('Ctrl-K reaches pages, actions, agents, channels, nodes and conversations', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, shared.scene);
  await say(page, 'a talk about lighthouses');
  await untilQuiet(page);
  const palette = page.getByRole('dialog', { name: 'Go to' });
  const find = async (typed: string, name: RegExp): Promise<void> => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Go to' })).toBeFocused();
    await page.keyboard.type(typed);
    await expect(palette.getByRole('option', { name, selected: true })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(palette).toHaveCount(0);
  };
  await find('usage', /Usage/);
  await expect(page).toHaveURL(/#\/usage/);
  await find('the coder', /The coder/);
  await expect(page).toHaveURL(/#\/agents\/coder/);
  await find('web', /^web/);
  await expect(page).toHaveURL(/#\/channels\/web/);
  await find('lighthouses', /lighthouses/);
  await expect(page).toHaveURL(/#\/chat\//);
  await find('theme: dark', /Theme: Dark/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('option', { name: 'local', exact: true })).toHaveCount(1);
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.type('zzzz nothing');
  await expect(palette.getByText('Nothing is called that')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('the pages are links with one name each, in a wide, a middle and a narrow window', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  const links = page.getByRole('navigation', { name: 'Sidebar' }).getByRole('link');
  for (const width of [1_280, 900, 360]) {
    await page.setViewportSize({ width, height: 800 });
    if (width === 360) await page.getByRole('button', { name: /^Open the sidebar/ }).click();
    await expect(links.filter({ hasText: 'Schedules' })).toBeVisible();
    expect(await findBarriers(page), `at ${width} px`).toEqual([]);
  }
  await links.filter({ hasText: 'Doctor' }).click();
  await expect(page.getByRole('heading', { name: 'Doctor', level: 1 })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/#\/chat/);
});
