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
const lines = (page: Page) => page.getByRole('region', { name: 'Lines of the log' });

/** Lets a turn fail, which writes a line. */
async function failOnce(): Promise<void> {
  const wrong = { kind: 'error', status: 401, message: 'Incorrect API key' } as const;
  await busy.scene.model.addScript({ contains: 'once more', answers: [wrong, wrong, wrong] });
  await busy.client.ask('once more', { sessionKey: 'agent:assistant:failing' });
}

test('shows new lines as they come, and holds them back while it is paused', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, busy.scene);
  await goToPage(page, 'logs?part=turn');
  const failures = lines(page).getByText('turn.failed');
  await expect(failures.first()).toBeVisible();
  const before = await failures.count();
  await failOnce();
  await expect(failures).toHaveCount(before + 1);
  await page.getByRole('button', { name: 'Pause' }).click();
  await failOnce();
  await expect(page.getByText('Paused, 1 new line')).toBeVisible();
  await expect(failures).toHaveCount(before + 1);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(failures).toHaveCount(before + 2);
  expect(problems).toEqual([]);
});

test('finds by word, level and part, and marks what it found', async ({ context }) => {
  const { page } = await openInterface(context, busy.scene);
  await goToPage(page, 'logs');
  await expect(lines(page).getByText('gateway.listening').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Search in the log' }).fill('LISTENING');
  await expect(lines(page).locator('mark').first()).toHaveText('listening');
  await expect(page).toHaveURL(/text=LISTENING/);
  await page.getByRole('radio', { name: 'Errors' }).check({ force: true });
  await expect(page.getByText('No line fits')).toBeVisible();
  await page.getByRole('textbox', { name: 'Search in the log' }).press('Escape');
});

test('opens a line to its fields by keyboard, and leads to the trace', async ({ context }) => {
  const { page } = await openInterface(context, busy.scene);
  await goToPage(page, 'logs?part=turn');
  const line = lines(page)
    .getByRole('button', { name: /turn\.failed/ })
    .last();
  await line.focus();
  await page.keyboard.press('Enter');
  await expect(line).toHaveAttribute('aria-expanded', 'true');
  await expect(lines(page).getByText('agent:assistant:failing').last()).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await expect(line).toBeFocused();
  await lines(page).getByRole('button', { name: 'Only this turn' }).click();
  await expect(lines(page).getByRole('button', { name: /turn\.failed/ })).toHaveCount(1);
  await page.getByRole('button', { name: /Show all turns$/ }).click();
  await lines(page)
    .getByRole('button', { name: /turn\.failed/ })
    .last()
    .click();
  await lines(page).getByRole('link', { name: 'To the trace' }).last().click();
  await expect(page).toHaveURL(/#\/conversations\/agent%3Aassistant%3Afailing\?turn=/);
});

test('has no barriers in any theme, and is usable when narrow', async ({ context }) => {
  const { page } = await openInterface(context, busy.scene);
  await goToPage(page, 'logs');
  await lines(page)
    .getByRole('button', { name: /turn\.failed/ })
    .last()
    .click();
  for (const theme of ['Light', 'Dark', 'High contrast, light', 'High contrast, dark']) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, `logs-${theme.toLowerCase().replace(/\W+/g, '-')}`);
  }
  for (const width of [900, 360]) {
    await page.setViewportSize({ width, height: 740 });
    await expect(lines(page)).toBeVisible();
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await shoot(page, `logs-${width}`);
  }
});
