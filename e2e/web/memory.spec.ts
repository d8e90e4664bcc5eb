import { test, type Locator, type Page } from '@playwright/test';
import { createOwnToolsScene, longName, type OwnToolsScene } from '../support/own-tools-scene.ts';
import { chooseTheme, expect, findBarriers, goToPage, openInterface } from './page.ts';

let own: OwnToolsScene;
test.beforeAll(async () => {
  own = await createOwnToolsScene();
});
test.afterAll(async () => {
  await own.dispose();
});

const notes = (page: Page): Locator => page.getByRole('region', { name: 'Notes', exact: true });
const note = (page: Page, text: string): Locator =>
  notes(page).getByRole('article').filter({ hasText: text });

async function openMemory(page: Page, place = 'memory'): Promise<void> {
  await goToPage(page, place);
  await expect(page.getByRole('heading', { name: 'Memory', level: 1 })).toBeVisible();
}

test('a note is written, changed in place, forgotten and brought back', async ({ context }) => {
  const { page, problems } = await openInterface(context, own.scene);
  await openMemory(page);
  await page.getByRole('button', { name: 'New note' }).click();
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Drinks green tea.');
  await page.getByRole('button', { name: 'Write it down' }).click();
  const made = note(page, 'Drinks green tea.');
  await expect(made).toContainText('About Ann');
  await made.getByRole('button', { name: /^Change the note/ }).click();
  const field = notes(page).getByRole('textbox', { name: 'Note', exact: true });
  await field.fill('Drinks black tea.');
  await field.press('Control+Enter');
  await expect(note(page, 'Drinks black tea.')).toContainText('changed');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(made).toBeVisible();
  await made.getByRole('button', { name: /^Forget the note/ }).click();
  await expect(made).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(made).toBeVisible();
  expect(problems).toEqual([]);
});

test('notes are found by words, by agent and by whom they are about; the address says so', async ({
  context,
}) => {
  const { page } = await openInterface(context, own.scene);
  await openMemory(page);
  await page.getByRole('textbox', { name: 'Search the notes' }).fill('ferries');
  await expect(notes(page).getByRole('article')).toHaveCount(1);
  await expect(page).toHaveURL(/query=ferries/);
  await page.reload();
  await expect(notes(page).getByRole('article')).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByRole('combobox', { name: 'Agent' }).selectOption({ label: longName });
  await expect(notes(page).getByRole('article')).toHaveCount(1);
  await expect(note(page, 'Pays within ten days.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Agent' }).selectOption({ label: 'Every agent' });
  await page.getByRole('combobox', { name: 'About' }).selectOption({ index: 1 });
  await expect(page).toHaveURL(/about=person/);
  await expect(note(page, 'Pays within ten days.')).toBeVisible();
});

test('what an agent notes in a conversation says where, and leads there', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openMemory(page);
  const client = await own.scene.connect();
  const args = JSON.stringify({ action: 'save', text: 'Plays the cello.' });
  await client.ask(`model:tool tool:memory args:${args}`, {
    sessionKey: 'agent:assistant:web:direct:cello',
  });
  await client.close();
  const made = note(page, 'Plays the cello.');
  await expect(made).toContainText('noted this');
  await made.getByRole('link', { name: 'Open the conversation' }).click();
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('cello');
});

test('many notes are read on the way, and only those in sight are drawn', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openMemory(page);
  await expect(note(page, 'island number 120')).toBeVisible();
  expect(await notes(page).getByRole('article').count()).toBeLessThan(60);
  await notes(page).focus();
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(note(page, 'Prefers ferries to buses.')).toBeVisible({ timeout: 1_000 });
  }).toPass();
});

test('what is typed in a note outlives scrolling it away and a look at another page', async ({
  context,
}) => {
  const { page } = await openInterface(context, own.scene);
  await openMemory(page);
  const begun = note(page, 'island number 120');
  await begun.getByRole('button', { name: /^Change the note/ }).click();
  const field = notes(page).getByRole('textbox', { name: 'Note', exact: true });
  await field.fill('Not saved yet.');
  await notes(page).focus();
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(field).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
  await goToPage(page, 'usage');
  await expect(page.getByRole('heading', { name: 'Usage', level: 1 })).toBeVisible();
  await openMemory(page);
  await expect(field).toHaveValue('Not saved yet.');
  await expect(field).not.toBeFocused();
  await field.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(note(page, 'island number 120')).toBeVisible();
});

test('what is recalled when is said by the settings in effect', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openMemory(page);
  await page.getByText('With each message an agent recalls up to 6 notes').click();
  await expect(page.getByText(/Notes about a group are recalled in that group/)).toBeVisible();
});

test('axe finds nothing in all four themes, at 360 and 900 px and at 200 % zoom', async ({
  context,
}) => {
  test.setTimeout(180_000);
  const { page } = await openInterface(context, own.scene);
  for (const theme of ['Light', 'Dark', 'High contrast, light', 'High contrast, dark']) {
    await chooseTheme(page, theme);
    for (const place of ['memory', 'memory/new']) {
      await openMemory(page, place);
      await expect(note(page, 'island number 120')).toBeVisible();
      expect(await findBarriers(page), `${place}, ${theme}`).toEqual([]);
    }
  }
  for (const [width, height] of [
    [360, 740],
    [900, 700],
    [640, 430],
  ] as const) {
    await page.setViewportSize({ width, height });
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow, `at ${width} px`).toBeLessThanOrEqual(0);
    expect(await findBarriers(page), `at ${width} px`).toEqual([]);
  }
});
