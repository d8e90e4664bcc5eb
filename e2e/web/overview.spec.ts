import { test, type Page } from '@playwright/test';
import { createBusyScene, type BusyScene } from '../support/busy-scene.ts';
import { createScene } from '../support/scene.ts';
import { chooseTheme, expect, findBarriers, goToPage, openInterface } from './page.ts';

let busy: BusyScene;
test.beforeAll(async () => {
  busy = await createBusyScene();
});
test.afterAll(async () => {
  await busy.dispose();
});

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const shots = process.env['OPENCLAW_E2E_SHOTS'];
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` });
};

test('tells in one sentence how things stand, and what waits with what can be done', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, busy.scene);
  await goToPage(page, 'overview');
  await expect(page.getByText(/things need you$/)).toBeVisible();
  const waits = section(page, 'Waits for you');
  await expect(waits.getByText('Person 42 wants to write to the assistant')).toBeVisible();
  await expect(waits.getByText('broken is not running')).toBeVisible();
  await expect(waits.getByText(/^coder has used up/)).toBeVisible();
  await expect(waits.getByRole('link', { name: 'Open the configuration' })).toBeVisible();
  await shoot(page, 'overview-light');
  await waits.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(waits.getByRole('button', { name: 'Allow', exact: true })).toHaveCount(0);
  await waits.getByRole('button', { name: 'Turn down' }).click();
  await expect(waits.getByText('wants to write to the assistant')).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('counts today while it happens, without being asked', async ({ context }) => {
  const { page } = await openInterface(context, busy.scene);
  await goToPage(page, 'overview');
  const messages = section(page, 'Today').getByRole('link', { name: /^Messages/ });
  await expect(messages).toBeVisible();
  const before = Number((await messages.innerText()).match(/\d+/)?.[0]);
  await busy.client.ask('one more', { sessionKey: 'agent:einkaufsplanung:main' });
  await expect(messages).toContainText(String(before + 1));
  await expect(section(page, 'Failed today').getByRole('link').first()).toBeVisible();
  // In words, not by the code of the error.
  await expect(section(page, 'Failed today').getByText(/^[A-Z]+(_[A-Z]+)+$/)).toHaveCount(0);
});

test('leads to each place by keyboard, and back', async ({ context }) => {
  const { page } = await openInterface(context, busy.scene);
  await goToPage(page, 'overview');
  await section(page, 'Failed today')
    .getByRole('link', { name: /^Trace of/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/conversations\/.+\?turn=/);
  await page.goBack();
  await expect(page).toHaveURL(/#\/overview$/);
  await section(page, 'Today').getByRole('link', { name: /^Cost/ }).click();
  await expect(page).toHaveURL(/#\/usage/);
});

test('has no barriers in any theme', async ({ context }) => {
  const { page } = await openInterface(context, busy.scene);
  await goToPage(page, 'overview');
  await expect(section(page, 'This gateway')).toBeVisible();
  for (const theme of ['Light', 'Dark', 'High contrast, light', 'High contrast, dark']) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, `overview-${theme.toLowerCase().replace(/\W+/g, '-')}`);
  }
});

for (const [width, height] of [
  [900, 700],
  [360, 740],
] as const) {
  test(`is usable at ${width} pixels`, async ({ context }) => {
    const { page } = await openInterface(context, busy.scene);
    await page.setViewportSize({ width, height });
    await goToPage(page, 'overview');
    await expect(section(page, 'Today')).toBeVisible();
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await shoot(page, `overview-${width}`);
  });
}

test('on a fresh install leads to set up and to the chat', async ({ context }) => {
  const fresh = await createScene({ config: { agents: {}, models: {}, channels: { web: {} } } });
  try {
    const { page } = await openInterface(context, fresh);
    await goToPage(page, 'overview');
    await shoot(page, 'overview-fresh');
    await expect(section(page, 'Set up your assistant')).toBeVisible();
    await page.getByRole('link', { name: 'Try the chat' }).click();
    await expect(page).toHaveURL(/#\/chat/);
    await page.goBack();
    await page.getByRole('link', { name: 'Set up', exact: true }).click();
    await expect(page).toHaveURL(/#\/setup$/);
  } finally {
    await fresh.dispose();
  }
});
