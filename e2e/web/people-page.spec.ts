import { test, type Locator, type Page } from '@playwright/test';
import { createOwnToolsScene, type OwnToolsScene } from '../support/own-tools-scene.ts';
import { chooseTheme, expect, findBarriers, goToPage, openInterface } from './page.ts';

let own: OwnToolsScene;
test.beforeAll(async () => {
  own = await createOwnToolsScene();
});
test.afterAll(async () => {
  await own.dispose();
});

const list = (page: Page): Locator => page.getByRole('region', { name: 'People', exact: true });
const row = (page: Page, name: string): Locator =>
  list(page).getByRole('link').filter({ hasText: name });
const waiting = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Waiting to be let in' }).getByRole('listitem', { name });

async function openPeople(page: Page, place = 'people'): Promise<void> {
  await goToPage(page, place);
  await expect(page.getByRole('heading', { name: 'People', level: 1 })).toBeVisible();
}

test('somebody new is let in with a role, and somebody else turned down', async ({ context }) => {
  const { page, problems } = await openInterface(context, own.scene);
  await openPeople(page);
  await expect(page.getByText('Nobody waits').first()).toBeVisible();
  await own.knock('Bea');
  await own.knock('Mallory');
  await waiting(page, 'Bea').getByRole('combobox', { name: 'Let in as' }).selectOption('guest');
  await waiting(page, 'Bea').getByRole('button', { name: 'Let in' }).click();
  await expect(row(page, 'Bea')).toContainText('Guest');
  await waiting(page, 'Mallory').getByRole('button', { name: 'Turn down' }).click();
  await expect(page.getByText('Nobody waits').first()).toBeVisible();
  await expect(row(page, 'Mallory')).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('somebody who waits may be somebody who is known already', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openPeople(page, 'people/waiting');
  await own.knock('Ann on the phone');
  const request = waiting(page, 'Ann on the phone');
  await request.getByRole('combobox', { name: 'This is' }).selectOption({ label: 'Ann' });
  await request.getByRole('button', { name: 'Let in' }).click();
  await expect(row(page, 'Ann')).toContainText('telegram');
  await expect(row(page, 'Ann on the phone')).toHaveCount(0);
});

test('a person is renamed and their role changed, both with a way back', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await own.letIn('Carl', 'trusted');
  await openPeople(page);
  await row(page, 'Carl').click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Charles');
  await page.getByRole('textbox', { name: 'Name', exact: true }).press('Enter');
  await expect(row(page, 'Charles')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Carl')).toBeVisible();
  await page.getByRole('combobox', { name: 'Role' }).selectOption('guest');
  await expect(row(page, 'Carl')).toContainText('Guest');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(row(page, 'Carl')).toContainText('Trusted');
});

test('the last owner stays owner and stays here', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openPeople(page);
  await row(page, 'Ann').click();
  await expect(page.getByText('The last owner stays owner')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Role' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Remove', exact: true })).toBeDisabled();
});

test('two people are linked after it is said what becomes of whom; one is removed', async ({
  context,
}) => {
  const { page } = await openInterface(context, own.scene);
  await own.letIn('Dora', 'trusted');
  await own.letIn('Theodora', 'guest');
  await openPeople(page);
  await row(page, 'Dora').first().click();
  await page.getByRole('button', { name: 'Link with …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').selectOption({ label: 'Theodora' });
  await expect(dialog).toContainText('This becomes Dora’s: telegram Theodora');
  await expect(dialog).toContainText('Dora is then: Trusted');
  await expect(dialog).toContainText('can’t be undone');
  await dialog.getByRole('button', { name: 'They are one person' }).click();
  await expect(row(page, 'Theodora')).toHaveCount(0);
  const identities = page.getByRole('region', { name: 'Known as' });
  await expect(identities.getByRole('row')).toHaveCount(3);

  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await expect(row(page, 'Dora')).toHaveCount(0);
  await expect(page).toHaveURL(/#\/people$/);
});

test('their conversations and notes are a click away', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openPeople(page);
  await row(page, 'Ann').click();
  await expect(page.getByRole('heading', { name: /^\d+ notes$/ })).toBeVisible();
  await page.getByRole('link', { name: 'In the memory' }).click();
  await expect(page).toHaveURL(/#\/memory\?about=person/);
  await expect(page.getByRole('article').filter({ hasText: 'Pays within' })).toBeVisible();
});

test('axe finds nothing in all four themes, at 360 and 900 px and at 200 % zoom', async ({
  context,
}) => {
  test.setTimeout(180_000);
  await own.knock('Emil Maximilian Freiherr von und zu Hohenlangenbach');
  const { page } = await openInterface(context, own.scene);
  const client = await own.scene.connect();
  const { people } = await client.request('people.list', {});
  await client.close();
  const places = ['people/waiting', `people/${people[0]?.id ?? ''}`];
  for (const theme of ['Light', 'Dark', 'High contrast, light', 'High contrast, dark']) {
    await chooseTheme(page, theme);
    for (const place of places) {
      await openPeople(page, place);
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
      await openPeople(page, place);
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow, `${place} at ${width} px`).toBeLessThanOrEqual(0);
    }
    expect(await findBarriers(page), `at ${width} px`).toEqual([]);
  }
});
