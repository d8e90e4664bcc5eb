import { test } from '@playwright/test';
import {
  beginConversation,
  chooseTheme,
  expect,
  findBarriers,
  messageField,
  messages,
  openInterface,
  refuseKey,
  say,
  shareScene,
  signInUrl,
  themes,
  untilQuiet,
} from './page.ts';

const shared = shareScene({ config: { gateway: { name: 'Home', colour: 'blue' } } });

const rich = [
  '## A plan\n\nWith a [link](https://example.org/a) and `code`.',
  '```ts\nexport const answer: number = 42; // the answer\n```',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '- one\n- two\n\n> a quotation',
].join('\n\n');

test('axe finds nothing in any theme, on a conversation as they are', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await shared.scene.model.addScript({
    contains: 'a plan please',
    answers: [{ kind: 'text', text: rich }],
  });
  await say(page, 'a plan please');
  await untilQuiet(page);
  await say(page, 'model:tool tool:calculate args:{"expression":"6*7"}');
  await untilQuiet(page);
  await refuseKey(shared.scene, 'no key today');
  await say(page, 'no key today');
  await expect(page.getByRole('group', { name: 'The answer failed' })).toBeVisible();
  for (const theme of themes) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page), theme).toEqual([]);
  }
});

test('axe finds nothing on an empty conversation, in the menu, the dialogs and the search', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Appearance and language' }).click();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await say(page, 'a plan to be found');
  await untilQuiet(page);
  await page.getByRole('textbox', { name: 'Search all messages' }).fill('plan');
  await expect(page.getByText(/messages? found/)).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
});

test('the theme is remembered and drawn from the first paint on', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await chooseTheme(page, 'Dark');
  // Without the interface's own program only what runs before the first paint is left.
  await page.route(/\/assets\/first-.*\.js$/, (route) => route.abort());
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('nothing is cut off in a narrow window or at 200 % zoom', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  for (const width of [360, 640]) {
    await page.setViewportSize({ width, height: 740 });
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow, `at ${width} px`).toBeLessThanOrEqual(0);
    expect(await findBarriers(page)).toEqual([]);
  }
  await page.getByRole('button', { name: /^Open the sidebar/ }).click();
  await expect(page.getByRole('button', { name: /^Go to …/ })).toBeFocused();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Go to …/ })).toBeHidden();
});

test('German is a click away and follows the browser', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(await signInUrl(shared.scene));
  await expect(page.getByText('Verbunden', { exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByRole('button', { name: 'Aussehen und Sprache' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await context.close();
});

test('a problem in the configuration is shown with its place', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('1 problem in the configuration');
  await expect(notices).toContainText(/openclaw\.json, line \d+/);
});

test('everything can be reached by keyboard', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await say(page, 'something to come back to');
  await untilQuiet(page);
  await page.keyboard.press('Alt+n');
  await expect(page.getByRole('heading', { name: 'New conversation' })).toBeVisible();
  await page.keyboard.press('Alt+s');
  await expect(page.getByRole('textbox', { name: 'Search all messages' })).toBeFocused();
  await page.keyboard.press('Alt+m');
  await expect(messageField(page)).toBeFocused();
  await page.keyboard.type('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Alt+ArrowDown');
  await expect(messages(page)).toBeVisible();
  await page.keyboard.press('Alt+o');
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await page.keyboard.press('Alt+m');
  await expect(messageField(page)).toBeFocused();
});
