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

const list = (page: Page): Locator => page.getByRole('region', { name: 'Schedules', exact: true });
const row = (page: Page, name: string): Locator =>
  list(page).getByRole('link').filter({ hasText: name });

async function openSchedules(page: Page, place = 'schedules'): Promise<void> {
  await goToPage(page, place);
  await expect(page.getByRole('heading', { name: 'Schedules', level: 1 })).toBeVisible();
}

test('a schedule is made; when it would be due is said while one types', async ({ context }) => {
  const { page, problems } = await openInterface(context, own.scene);
  await openSchedules(page);
  await page.getByRole('button', { name: 'New schedule' }).click();
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Call Mom');
  await page.getByRole('radio', { name: 'By the calendar' }).check();
  const when = page.getByRole('textbox', { name: 'Cron expression' });
  const preview = page.getByRole('status', { name: 'Next runs' });
  await expect(preview).toContainText('Write a cron expression, such as “0 8 * * 1-5”');
  await when.fill('0 25 * * *');
  await expect(page.getByRole('alert')).toContainText('not valid at the hour "25"');
  await expect(preview).toContainText('There is no next run');
  await when.fill('0 8 * * 1-5');
  await expect(preview).toContainText('At 08:00, Monday through Friday');
  await expect(preview.getByRole('listitem')).toHaveCount(5);
  await page.getByRole('combobox', { name: 'Time zone' }).fill('America/New_York');
  await expect(preview).toContainText(/08:00/);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Mom');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { name: 'Mom', level: 2 })).toBeVisible();
  await expect(page.getByText('America/New_York')).toBeVisible();
  await expect(row(page, 'Mom')).toContainText('At 08:00, Monday through Friday');
  expect(problems).toEqual([]);
});

test('a schedule is paused, changed, run now, removed and brought back', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openSchedules(page);
  await row(page, 'Water').click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(row(page, 'Water')).toContainText('Paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(row(page, 'Water')).toContainText(/in \d+ (hr|min)/);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Every' })).toHaveValue('2h');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Drink tea');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Drink tea', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Run now' }).click();
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByRole('listitem')).toContainText('Done');
  await expect(history).toContainText('By hand');
  await history.getByRole('link', { name: 'Open the conversation' }).click();
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Drink tea');
  await page.goBack();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(row(page, 'Water')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Water')).toBeVisible();
});

test('what was removed long ago is brought back from its list', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openSchedules(page);
  await row(page, 'Round 20').click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await openSchedules(page, 'schedules/overview');
  await page.getByRole('button', { name: 'Bring back Round 20' }).click();
  await expect(row(page, 'Round 20')).toBeVisible();
});

test('what fails and what is broken is told first, with the reason', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openSchedules(page);
  const needy = page.getByRole('region', { name: 'Broken or failing' });
  await expect(needy).toContainText('holiday');
  await needy.getByRole('link', { name: 'Weekly report' }).click();
  await expect(page.getByText('PROVIDER_KEY_REFUSED').first()).toBeVisible();
  await expect(page.getByText('Its last run failed').first()).toBeVisible();
});

test('those of the configuration are marked and lead there', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openSchedules(page);
  await row(page, 'news').click();
  await expect(page.getByText('From the configuration')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove', exact: true })).toHaveCount(0);
  const link = page.getByRole('link', { name: 'Change it in the configuration' });
  await expect(link).toHaveAttribute('href', '#/config?path=schedules.news');
});

test('what changes elsewhere is shown at once', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openSchedules(page);
  const client = await own.scene.connect();
  const { schedule } = await client.request('cron.add', {
    in: '5m',
    say: 'tea',
    name: 'From afar',
  });
  await expect(row(page, 'From afar')).toContainText(/in \d+ (min|sec)/);
  await client.request('cron.remove', { id: schedule.id });
  await expect(row(page, 'From afar')).toHaveCount(0);
  await client.close();
});

test('the list is narrowed down by words and by agent, by keyboard alone', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openSchedules(page);
  await page.getByRole('combobox', { name: 'Agent' }).selectOption({ label: longName });
  await expect(row(page, 'Water')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Agent' }).selectOption({ label: 'Every agent' });
  await page.getByRole('textbox', { name: 'Find a schedule' }).focus();
  await page.keyboard.type('candles');
  await expect(row(page, 'Water')).toHaveCount(0);
  await row(page, 'Candles').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Candles' })).toBeVisible();
});

test('axe finds nothing in all four themes, at 360 and 900 px and at 200 % zoom', async ({
  context,
}) => {
  test.setTimeout(240_000);
  const { page } = await openInterface(context, own.scene);
  const client = await own.scene.connect();
  const { schedules } = await client.request('cron.list', {});
  await client.close();
  const failing = schedules.find(({ name }) => name === 'Weekly report')?.id ?? '';
  const places = ['schedules', `schedules/${failing}`, 'schedules/new'];
  for (const theme of ['Light', 'Dark', 'High contrast, light', 'High contrast, dark']) {
    await chooseTheme(page, theme);
    for (const place of places) {
      await openSchedules(page, place);
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
      expect(await findBarriers(page), `${place}, ${theme}`).toEqual([]);
    }
  }
  for (const [width, height] of [
    [360, 740],
    [900, 700],
    [640, 430],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const place of places) {
      await openSchedules(page, place);
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow, `${place} at ${width} px`).toBeLessThanOrEqual(0);
    }
    expect(await findBarriers(page), `at ${width} px`).toEqual([]);
  }
});
