import { test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { createConfigScene, type ConfigScene } from './config-scene.ts';
import { chooseTheme, expect, findBarriers, goToPage, openInterface } from './page.ts';

let one: ConfigScene;
test.beforeAll(async () => {
  one = await createConfigScene();
});
test.afterAll(() => one.dispose());

const themes = ['Light', 'Dark', 'High contrast, light', 'High contrast, dark'] as const;

const line = (page: Page, words: string): Locator =>
  page.locator('.view-line', { hasText: words }).first();
/** Lines with their spaces: Monaco draws them as no-break spaces. */
const shown = async (page: Page): Promise<string> =>
  (await page.locator('.view-lines').first().innerText()).replaceAll('\u00a0', ' ');
const suggestions = (page: Page) => page.locator('.suggest-widget .monaco-list-row');

async function openEditor(context: BrowserContext, place = 'config') {
  const opened = await openInterface(context, one.scene);
  await opened.page.setViewportSize({ width: 1280, height: 800 });
  await goToPage(opened.page, place);
  await expect(opened.page.locator('.view-line').first()).toBeVisible();
  return opened;
}

/** Puts the cursor at the end of the first line with these words. */
async function goToEnd(page: Page, words: string): Promise<void> {
  await line(page, words).click();
  await page.keyboard.press('End');
}

/** Opens what can be written at the cursor, and waits until it is there. */
async function suggest(page: Page, first: RegExp): Promise<void> {
  await page.keyboard.press('Control+Space');
  await expect(suggestions(page).filter({ hasText: first })).toBeVisible();
}

test('what can be written is offered: settings, models, choices, variables', async ({
  context,
}) => {
  const { page, problems } = await openEditor(context);
  await goToEnd(page, 'default: true');
  await page.keyboard.press('Enter');
  await page.keyboard.type('fallb');
  await expect(suggestions(page).filter({ hasText: 'fallbacks' })).toBeVisible();
  await page.keyboard.press('Enter');
  await suggest(page, /^test\/echo/);
  await suggestions(page)
    .filter({ hasText: /^test\/echo/ })
    .click();
  await expect(line(page, 'fallbacks: ["test/echo"],')).toBeVisible();

  await goToEnd(page, 'fallbacks');
  await page.keyboard.press('Enter');
  await page.keyboard.type('queue: ');
  await suggest(page, /^steer/);
  await page.keyboard.type('coll');
  await page.keyboard.press('Enter');
  await expect(line(page, 'queue: "collect"')).toBeVisible();

  await goToEnd(page, "agent: 'assistant'");
  await page.keyboard.press('Enter');
  await page.keyboard.type("node: 'lo");
  await expect(suggestions(page).filter({ hasText: 'local' })).toBeVisible();
  await page.keyboard.press('Escape');
  expect(problems).toEqual([]);
});

test('a setting is explained under the pointer', async ({ context }) => {
  const { page } = await openEditor(context);
  await line(page, 'systemPrompt').getByText('systemPrompt').hover();
  const hover = page.locator('.monaco-hover:visible');
  await expect(hover).toContainText('agents.assistant.systemPrompt');
  await expect(hover).toContainText('Who the assistant is and how it behaves.');
  await expect(hover).toContainText('Counts from the agent’s next turn');
});

test('a mistyped setting is marked where it is, and mended by a click', async ({ context }) => {
  const { page, problems } = await openEditor(context);
  await goToEnd(page, 'default: true');
  await page.keyboard.press('Enter');
  await page.keyboard.type("modle: 'test/echo',");
  await page.keyboard.press('Escape');
  await expect(page.locator('.squiggly-warning')).toBeVisible();
  await line(page, 'modle').getByText('modle').click();
  await page.keyboard.press('Control+.');
  const menu = page.getByRole('menu', { name: 'What mends this' });
  await expect(menu.getByRole('menuitem', { name: 'Rename to “model”' })).toBeFocused();
  await expect(menu.getByRole('menuitem', { name: 'Remove “modle”' })).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  const field = page.getByRole('textbox', { name: 'Text of openclaw.json' });
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+.');
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await expect(page.locator('.view-line', { hasText: 'modle' })).toHaveCount(0);
  // Now the key is there twice, which the gateway says at its place.
  await expect(page.locator('.squiggly-error, .squiggly-warning').first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(line(page, 'modle')).toBeVisible();
  // The same beside the text, and what cannot be mended says so.
  const panel = page.getByRole('region', { name: 'What it does' });
  await panel.getByRole('button', { name: 'Remove “modle”' }).click();
  await expect(page.locator('.view-line', { hasText: 'modle' })).toHaveCount(0);
  await line(page, 'gateway').click();
  await page.keyboard.press('Control+.');
  const nothing = page.getByText('Nothing in this line can be mended with a key');
  await expect(nothing).toBeVisible();
  // It stays when the key comes right after the move, and goes with the next one.
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+.');
  await expect(page.getByText('Line 1, column 1', { exact: true })).toBeVisible();
  await expect(nothing).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(nothing).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('what the editor can do is in a menu that everybody can read', async ({ context }) => {
  const { page, problems } = await openEditor(context);
  await goToEnd(page, 'web: {}');
  await page.keyboard.press('Home');
  await page.keyboard.type('      ');
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Format the text' }).click();
  await expect.poll(async () => /^ {4}web: \{\},$/m.test(await shown(page))).toBe(true);
  await page.getByRole('button', { name: 'Actions', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: 'Find …' }).click();
  await expect(page.getByRole('textbox', { name: 'Find', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await line(page, '$include').getByText('coder.json5').click();
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Go to the definition' }).click();
  await expect(page.getByRole('textbox', { name: 'Text of agents/coder.json5' })).toBeVisible();
  expect(problems).toEqual([]);
});

test('names lead to where they are defined, also in other files', async ({ context }) => {
  const { page } = await openEditor(context);
  await line(page, '$include').getByText('coder.json5').click();
  await page.keyboard.press('F12');
  await expect(line(page, 'Writes programs.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Text of agents/coder.json5' })).toBeVisible();
  await page.goBack();
  await line(page, "agent: 'assistant'").getByText('assistant').click();
  await page.keyboard.press('F12');
  await expect(page.getByText(/^Line \d+, column 5$/)).toBeVisible();
});

test('the outline lists the settings and goes there', async ({ context }) => {
  const { page } = await openEditor(context);
  await line(page, 'gateway').click();
  await page.keyboard.press('Control+Shift+o');
  await page.keyboard.type('apiRoot');
  await expect(page.locator('.quick-input-list').getByText('apiRoot')).toBeVisible();
  await page.keyboard.press('Enter');
  const row = one.text.split('\n').findIndex((text) => text.includes('apiRoot')) + 1;
  await expect(page.getByText(new RegExp(`^Line ${row}, column \\d+$`))).toBeVisible();
});

test('formatting mends indentation and keeps comments', async ({ context }) => {
  const { page } = await openEditor(context);
  const before = await shown(page);
  await goToEnd(page, 'web: {}');
  await page.keyboard.press('Home');
  await page.keyboard.type('      ');
  await expect.poll(() => shown(page)).not.toBe(before);
  await page.keyboard.press('Control+Shift+i');
  await expect(line(page, '// from the BotFather')).toBeVisible();
  await expect.poll(async () => /^ {4}web: \{\},$/m.test(await shown(page))).toBe(true);
});

test('a change on disk comes in and the cursor stays', async ({ context }) => {
  const { page } = await openEditor(context);
  await goToEnd(page, 'apiRoot');
  await page.keyboard.press('Control+End');
  const lines = one.text.split('\n');
  const place = `Line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
  await expect(page.getByText(place, { exact: true })).toBeVisible();
  await one.scene.saveConfig(one.text.replace("name: 'Home'", "name: 'Hut'"));
  await expect(line(page, "name: 'Hut'")).toBeVisible();
  await expect(page.getByText(place, { exact: true })).toBeVisible();
  await one.scene.saveConfig(one.text);
  await expect(line(page, "name: 'Home'")).toBeVisible();
});

test('axe finds nothing in any theme, and the text follows the theme', async ({ context }) => {
  const { page, problems } = await openEditor(context);
  await goToEnd(page, 'default: true');
  await page.keyboard.type(' unknown: 1');
  await expect(page.locator('.squiggly-warning')).toBeVisible();
  await page.keyboard.press('Escape');
  const colors = new Set<string>();
  for (const theme of themes) {
    await chooseTheme(page, theme);
    const background = page.locator('.monaco-editor .lines-content').first();
    await expect(background).toBeVisible();
    colors.add(
      await page.evaluate<string>(
        "getComputedStyle(document.querySelector('.monaco-editor')).backgroundColor",
      ),
    );
    expect(await findBarriers(page), theme).toEqual([]);
  }
  expect(colors.size).toBe(3);
  // No style element anywhere: the policy would have refused it, and said so here.
  expect(await page.locator('style').count()).toBe(0);
  expect(problems).toEqual([]);
});

test('axe finds nothing with suggestions, a hover and the search open', async ({ context }) => {
  const { page } = await openEditor(context);
  await goToEnd(page, 'default: true');
  await page.keyboard.press('Enter');
  await suggest(page, /^tools/);
  expect(await findBarriers(page), 'suggestions').toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('textbox', { name: 'Find', exact: true })).toBeFocused();
  expect(await findBarriers(page), 'search').toEqual([]);
  await page.keyboard.press('Escape');
  await line(page, 'systemPrompt').getByText('systemPrompt').hover();
  await expect(page.locator('.monaco-hover:visible')).toBeVisible();
  expect(await findBarriers(page), 'hover').toEqual([]);
});

test('a right click opens no menu of Monaco’s own', async ({ context }) => {
  const { page } = await openEditor(context);
  const opens = page.evaluate(
    "new Promise((done) => addEventListener('contextmenu', (event) => done(!event.defaultPrevented)))",
  );
  await line(page, 'gateway').click({ button: 'right' });
  expect(await opens, 'the browser’s menu').toBe(true);
  await expect(page.locator('.monaco-menu')).toHaveCount(0);
});

test('nobody is kept in the editor by the keyboard', async ({ context }) => {
  const { page } = await openEditor(context);
  await goToEnd(page, "name: 'Home'");
  const field = page.getByRole('textbox', { name: 'Text of openclaw.json' });
  await expect(field).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Tab leaves the editor now')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(field).not.toBeFocused();
  await page.keyboard.press('F1');
  await expect(page.locator('.quick-input-widget:visible')).toHaveCount(0);
});

test('German words, Monaco’s own included', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  const client = await one.scene.connect();
  const { code } = await client.request('auth.code', {});
  await client.close();
  await page.goto(`${one.scene.gateway.httpUrl}/#code=${code}`);
  await expect(page.getByText('Verbunden', { exact: true })).toBeVisible();
  await page.goto(`${one.scene.gateway.httpUrl}/#/config`);
  await line(page, 'gateway').click();
  await expect(page.getByText('Esc, dann Tab verlässt den Editor')).toBeVisible();
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('textbox', { name: 'Suchen', exact: true })).toBeVisible();
  await context.close();
});
