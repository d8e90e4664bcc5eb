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

const part = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('link', { name });
const section = (page: Page, name: string): Locator => page.getByRole('region', { name });

async function openTools(page: Page, place = 'tools'): Promise<void> {
  await goToPage(page, place);
  await expect(page.getByRole('heading', { name: 'Tools', level: 1 })).toBeVisible();
}

test('a tool is found, read, and its users are told with the entry that decided', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, own.scene);
  await openTools(page);
  await page.getByRole('textbox', { name: 'Find a tool' }).fill('built-in exact text');
  await page.getByRole('link', { name: /^Works files/ }).click();
  await expect(page).toHaveURL(/#\/tools\/all\/files$/);
  await expect(page.getByText('the agent’s files', { exact: true })).toBeVisible();
  await expect(page.getByText('Asks first when it matters')).toBeVisible();
  await expect(section(page, 'Arguments').first()).toContainText('list, read, write');
  const users = section(page, 'Who may use it').first();
  await expect(users).toContainText('@all in agents.assistant.tools');
  await expect(users.getByRole('row', { name: longName })).toContainText('not on its list');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'files' })).toBeVisible();
  expect(problems).toEqual([]);
});

test('a tool is tried out with a form made of its schema, and with JSON', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openTools(page, 'tools/all/calculate');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText('This must be there.')).toBeVisible();
  await page.getByRole('textbox', { name: /^expression/ }).fill('6*7');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(section(page, 'Result')).toHaveText('6*7 = 42');
  await page.getByRole('radio', { name: 'JSON' }).check();
  const json = page.getByRole('textbox', { name: 'Arguments as JSON' });
  await expect(json).toHaveValue(/"6\*7"/);
  await json.fill('{"expression": "1/"}');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText('Failed', { exact: true })).toBeVisible();
});

test('what a tool returns is shown as text, whatever it looks like', async ({ context }) => {
  const { page, problems } = await openInterface(context, own.scene);
  await openTools(page, 'tools/all/forecast');
  await page.getByRole('textbox', { name: /^city/ }).fill('<img src=x onerror=alert(1)>');
  await page.getByRole('combobox', { name: 'As', exact: true }).selectOption({ label: 'Ada' });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(section(page, 'Result')).toHaveText('forecast in <img src=x onerror=alert(1)>');
  expect(problems).toEqual([]);
});

test('questions of all conversations are answered in one place, and kept', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openTools(page, 'tools/approvals');
  await expect(page.getByText('Nothing waits for an answer.')).toBeVisible();
  await own.ask('one-place');
  const questions = page.getByRole('main').getByRole('region', { name: 'Questions of agents' });
  await expect(questions).toContainText('echo one-place');
  await expect(part(page, 'Approvals')).toContainText('1');
  await questions.getByRole('button', { name: 'Always for this …' }).click();
  await questions.getByRole('button', { name: 'Always allow' }).click();
  await expect(page.getByText('Nothing waits for an answer.')).toBeVisible();
  const closed = page.getByRole('article').filter({ hasText: 'one-place' }).first();
  await expect(closed).toContainText('Allowed');
  await expect(closed).toContainText('Ann on this page or the command line');
  await closed.getByRole('link', { name: /on web$/ }).click();
  await expect(page).toHaveURL(/#\/chat\//);
  await page.goBack();
  await expect(closed).toBeVisible();
});

test('a rule of “always” is read in words, removed and brought back', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openTools(page, 'tools/rules');
  const stored = section(page, 'Stored rules').first();
  const rule = stored.getByRole('listitem').filter({ hasText: 'one-place' });
  await expect(rule).toContainText('Runs without asking: shell when Ada calls it');
  await expect(rule).toContainText('From an answer of Ann');
  await rule.getByRole('button', { name: /^Remove the rule/ }).click();
  await expect(rule).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rule).toBeVisible();
  // Rules of the configuration stand there, with the way to where they are changed.
  const configured = section(page, 'In the configuration').first();
  await expect(configured).toContainText(`Is refused: shell when ${longName} calls it`);
  await expect(configured.getByRole('link', { name: 'Change it there' })).toHaveCount(3);
});

test('a rule is made by hand; what it would hold for is shown before', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openTools(page, 'tools/rules');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await expect(page).toHaveURL(/#\/tools\/rules\/new$/);
  const preview = page.getByRole('status', { name: 'What it would hold for' });
  const tool = page.getByRole('combobox', { name: 'Tool', exact: true });
  await tool.fill('web_*');
  await expect(preview).toContainText('Is refused: every tool named web_*');
  await expect(preview.getByRole('link', { name: 'web_fetch' })).toBeVisible();
  await tool.fill('shell');
  await page.getByRole('button', { name: 'Add an argument' }).click();
  await page.getByRole('combobox', { name: 'Argument' }).fill('command');
  await page.getByRole('textbox', { name: /^Looks like/ }).fill('*one-place*');
  await expect(preview).toContainText(/decided 1 of \d+ questions/);
  await page.getByRole('textbox', { name: /^Looks like/ }).fill('*sudo*');
  await expect(preview).toContainText(/decided 0 of \d+ questions/);
  await page.getByRole('button', { name: 'Add the rule' }).click();
  await expect(section(page, 'Stored rules').first()).toContainText('command ≈');
  const client = await own.scene.connect();
  const { rules } = await client.request('approval.rules', {});
  expect(rules.find(({ action }) => action === 'deny')).toMatchObject({
    ...{ tool: 'shell', when: { command: '*sudo*' }, createdBy: 'Ann' },
  });
  await client.close();
});

test('an extension is approved for exactly what is read, revoked, and removed', async ({
  context,
}) => {
  const { page } = await openInterface(context, own.scene);
  await openTools(page, 'tools/extensions/weather');
  const wants = section(page, 'What it may reach').first();
  await expect(wants).toContainText('Fetch from api.weather.example');
  await expect(wants).toContainText('Read and write files in ~/weather');
  await expect(wants).toContainText('Send the secret WEATHER_KEY');
  await wants.getByRole('button', { name: 'Approve this' }).click();
  await expect(wants).toContainText('You approved exactly this');
  await wants.getByRole('button', { name: 'Revoke' }).click();
  await expect(wants.getByRole('button', { name: 'Approve this' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(wants).toContainText('You approved exactly this');

  await page.getByRole('link', { name: /^tides/ }).click();
  await expect(page.getByText('EXTENSION_MANIFEST_INVALID')).toBeVisible();
  await expect(page.getByText(/^extension\.json5:\d+:\d+$/)).toBeVisible();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('can’t be undone');
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByRole('link', { name: /^tides/ })).toHaveCount(0);
  await expect(page).toHaveURL(/#\/tools\/extensions$/);
});

test('a server that is not there says why; one that is shows its tools', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openTools(page, 'tools/servers/gone');
  await page.getByRole('button', { name: 'Restart' }).click();
  await expect(page.getByText('MCP_SERVER_DOWN')).toBeVisible();
  await expect(part(page, 'Servers')).toContainText('1');
  await page.getByRole('link', { name: /^shelf/ }).click();
  await page.getByRole('button', { name: 'Restart' }).click();
  await expect(page.getByText('Its tools can be used.')).toBeVisible();
  await page
    .getByRole('link', { name: /^mcp_shelf_/ })
    .first()
    .click();
  await expect(page.getByRole('link', { name: 'Server shelf' }).last()).toBeVisible();
});

test('skills are told, and those that make no sense with the reason', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openTools(page, 'tools/skills');
  await expect(
    page.getByText('Writes invoices the way our company does.', { exact: true }),
  ).toBeVisible();
  await expect(page.getByText('SKILL_INVALID')).toBeVisible();
});

test('everything is reached by keyboard', async ({ context }) => {
  const { page } = await openInterface(context, own.scene);
  await openTools(page);
  await page.getByRole('textbox', { name: 'Find a tool' }).focus();
  await page.keyboard.type('calculate');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/tools\/all\/calculate$/);
  await page.getByRole('textbox', { name: /^expression/ }).focus();
  await page.keyboard.type('2+2');
  await page.getByRole('button', { name: 'Run', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(section(page, 'Result')).toHaveText('2+2 = 4');
});

const places = [
  'tools',
  'tools/all/files',
  'tools/approvals',
  'tools/rules/new',
  'tools/extensions/weather',
  'tools/servers/gone',
  'tools/skills',
];

test('axe finds nothing in any part, in all four themes', async ({ context }) => {
  test.setTimeout(240_000);
  await own.ask('while axe looks');
  const { page } = await openInterface(context, own.scene);
  for (const theme of ['Light', 'Dark', 'High contrast, light', 'High contrast, dark']) {
    await openTools(page);
    await chooseTheme(page, theme);
    for (const place of places) {
      await openTools(page, place);
      await expect(page.getByRole('status', { name: /Loading|Reading/ })).toHaveCount(0);
      expect(await findBarriers(page), `${place}, ${theme}`).toEqual([]);
    }
  }
});

test('every part is usable at 360 px, 900 px and 200 % zoom', async ({ context }) => {
  test.setTimeout(120_000);
  const { page } = await openInterface(context, own.scene);
  for (const [width, height] of [
    [360, 740],
    [900, 700],
    [640, 430],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const place of places) {
      await openTools(page, place);
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow, `${place} at ${width} px`).toBeLessThanOrEqual(0);
    }
    expect(await findBarriers(page), `at ${width} px`).toEqual([]);
  }
});
