import { test, type Page } from '@playwright/test';
import {
  beginConversation,
  chooseTheme,
  expect,
  findBarriers,
  goToPage,
  messageField,
  openInterface,
  say,
  shareScene,
  untilQuiet,
} from './page.ts';

const shared = shareScene();

const content = (page: Page) => page.getByRole('main');

test('an address that leads nowhere says so, and the ways on', async ({ context }) => {
  const { page, problems } = await openInterface(context, shared.scene);
  await goToPage(page, 'nonsense/of/mine');
  await expect(content(page)).toContainText('There is no page “nonsense”');
  await expect(page.getByRole('navigation').locator('[aria-current="page"]')).toHaveCount(0);
  await content(page).getByRole('button', { name: 'Go to …' }).click();
  await expect(page.getByRole('dialog', { name: 'Go to' })).toBeVisible();
  await page.keyboard.press('Escape');
  for (const theme of ['Light', 'Dark', 'High contrast, light', 'High contrast, dark'] as const) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page), theme).toEqual([]);
  }
  await goToPage(page, 'agent/assistant');
  await content(page).getByRole('link', { name: 'Go to Agents' }).click();
  await expect(page).toHaveURL(/#\/agents\/assistant$/);
  await goToPage(page, 'nonsense');
  await content(page).getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  expect(problems).toEqual([]);
});

test('a page that is asked for something it has not says what is not there', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  for (const [place, words] of [
    ['agents/nobody', 'There is no agent "nobody"'],
    ['channels/nowhere', 'There is no channel “nowhere”'],
    ['schedules/never', 'There is no such schedule'],
    ['people/nobody', 'There is nobody of that name here'],
    ['chat/nonsense', 'There is no such conversation'],
    ['chat/agent:nobody:web:direct:1', 'There is no such conversation'],
    ['conversations/nonsense', 'There is no such conversation'],
    ['tools/nothing', '“Tools” has no part “nothing”'],
    ['settings/nothing', '“Settings” has no part “nothing”'],
    ['config/history/999', 'Version 999 is not kept'],
  ] as const) {
    await goToPage(page, place);
    await expect(content(page), place).toContainText(words);
  }
  await goToPage(page, 'chat/nonsense');
  await content(page).getByRole('button', { name: 'New conversation' }).click();
  await expect(messageField(page)).toBeVisible();
});

test('a toast stands above where one writes, in a wide and in a narrow window', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width: 1280, height: 700 });
    await beginConversation(page);
    await say(page, `a talk at ${width}`);
    await untilQuiet(page);
    await page.setViewportSize({ width, height: 700 });
    await content(page)
      .getByRole('button', { name: /^Actions/ })
      .click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const undo = page.getByRole('button', { name: 'Undo' });
    await expect(undo).toBeVisible();
    await expect(messageField(page)).toBeVisible();
    await expect(async () => {
      const toast = await undo.boundingBox();
      const field = await page.locator('form[data-bottom-bar]').boundingBox();
      expect(toast && field && toast.y + toast.height).toBeLessThanOrEqual(field?.y ?? 0);
      expect(toast?.y).toBeGreaterThan(100);
    }).toPass();
    await undo.click();
  }
});
