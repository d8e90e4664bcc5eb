import { readFile } from 'node:fs/promises';
import { test, type Locator, type Page } from '@playwright/test';
import { createScene, type Scene } from '../support/scene.ts';
import {
  chooseTheme,
  expect,
  findBarriers,
  goToPage,
  openInterface,
  signInUrl,
  themes,
} from './page.ts';

/** Rules that give messages to agents, edited on the pages of agents and channels. */
let scene: Scene;

const fileText = `{
  agents: {
    assistant: { model: "test/echo", default: true, name: "Ada" },
    coder: { model: "test/echo", name: "Grace" },
    buchhaltung: { model: "test/echo", name: "Buchhaltungsunterlagenverwaltung" },
    writer: { model: "test/echo", enabled: false },
  },
  models: PROVIDERS,
  channels: {
    home: { type: "telegram", token: "1:abc", apiRoot: "http://127.0.0.1:9" },
    work: { type: "telegram", token: "2:def", apiRoot: "http://127.0.0.1:9", agent: "coder" },
  },
  // Who answers whom.
  bindings: [
    // The family group.
    { match: { channel: "home", peer: "group:-100" }, agent: "coder" }, // since March
    { agent: "buchhaltung", match: { peer: "group:*" } },
    { match: { channel: "home", peer: "direct:7" }, agent: "assistant" },
    { match: { channel: "home", peer: "group:-100" }, agent: "assistant" },
    { match: { channel: "work", peer: "direct:9" }, agent: "writer" },
  ],
}
`;

test.beforeAll(async () => {
  scene = await createScene();
});
test.afterAll(() => scene.dispose());
test.beforeEach(async () => {
  const { models } = JSON.parse(scene.configText()) as { readonly models: unknown };
  const text = fileText.replace('PROVIDERS', JSON.stringify(models));
  await scene.saveConfig(text);
  const client = await scene.connect();
  await expect(async () =>
    expect((await client.request('config.get', {})).raw).toContain('since March'),
  ).toPass();
  await client.close();
});

const readConfig = (): Promise<string> => readFile(scene.configPath, 'utf8');
const editor = (page: Page): Locator => page.getByRole('region', { name: 'Rules', exact: true });
const rules = (page: Page): Locator =>
  editor(page).getByRole('list', { name: 'Rules, in the order in which they count' });
const dialog = (page: Page): Locator => page.getByRole('dialog');
const saveBar = (page: Page): Locator => page.getByRole('region', { name: 'Pending changes' });
async function save(page: Page): Promise<void> {
  await saveBar(page).getByRole('button', { name: 'Save' }).click();
  await expect(saveBar(page)).toHaveCount(0);
}

test('rules are shown in the order in which they count, with what does nothing', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, scene);
  await goToPage(page, 'channels/home');
  await expect(rules(page).getByRole('listitem')).toHaveText([
    /Messages from group -100 on home go to Grace\..*Rule 1 of the file, for exactly one chat/,
    /Messages from person 7 on home go to Ada\..*Rule 3/,
    /from group -100 on home go to Ada\..*It never decides: rule 1 takes these messages first/,
    /from any group on every channel go to Buchhaltung.*chats of a kind/,
  ]);
  await editor(page).getByText('1 other rule').click();
  await expect(editor(page)).toContainText('writer is off or not there: the rule is passed over.');
  expect(problems).toEqual([]);
});

test('a rule is added with what it means, and saved as one line of the file', async ({
  context,
}) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'agents/coder/routing');
  const before = await readConfig();
  await editor(page).getByRole('button', { name: 'Add a rule' }).click();
  await dialog(page).getByLabel('Messages from').selectOption('one person');
  await expect(dialog(page)).toContainText('Say which chat it is.');
  await dialog(page).getByLabel('Which one').fill('42');
  await dialog(page).getByLabel('On', { exact: true }).selectOption('work');
  await dialog(page).getByLabel('Go to').selectOption('Ada');
  await expect(dialog(page)).toContainText('Messages from person 42 on work go to Ada.');
  await expect(dialog(page)).toContainText('A rule for exactly one chat');
  await expect(dialog(page)).toContainText(
    'As it is saved, this chat is answered by Grace, because the channel names the agent.',
  );
  await dialog(page).getByLabel('Go to').selectOption('Grace');
  await dialog(page).getByRole('button', { name: 'Add it' }).click();
  await expect(rules(page)).toContainText('Messages from person 42 on work go to Grace. new');
  expect(await readConfig()).toBe(before);
  await save(page);
  const after = await readConfig();
  expect(after).toContain('// since March');
  expect(
    after
      .split('\n')
      .filter((line) => !before.includes(line))
      .join('\n'),
  ).toMatch(/^ {4}\{[^}]*"work"[^}]*"direct:42"[^}]*\}, agent: "coder" \},$|peer: "direct:42"/);
  const client = await scene.connect();
  const question = { channel: 'work', peer: 'direct:42' };
  const { decision } = await client.request('route.explain', question);
  expect(decision).toMatchObject({ agentId: 'coder', binding: 5 });
  await client.close();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(readConfig).toBe(before);
});

test('a rule is changed, moved and removed; the rest of the file stays', async ({ context }) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'channels/home');
  const before = await readConfig();
  const undo = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(readConfig).toBe(before);
    // The page knows it too: a change of the rules as they were before would be a conflict.
    const items = rules(page).getByRole('listitem');
    await expect(items).toHaveCount(asBefore.length);
    await expect.poll(() => items.allInnerTexts()).toEqual(asBefore);
  };
  await expect(rules(page).getByRole('listitem').first()).toBeVisible();
  const asBefore = await rules(page).getByRole('listitem').allInnerTexts();
  await editor(page)
    .getByRole('button', { name: 'Change the rule for messages from person 7' })
    .click();
  await dialog(page).getByLabel('Go to').selectOption('Grace');
  await dialog(page).getByRole('button', { name: 'Take over' }).click();
  await expect(rules(page)).toContainText('Messages from person 7 on home go to Grace. changed');
  await expect(page.getByRole('region', { name: 'In words' })).toContainText(
    'Messages from person 7 on home go to Grace',
  );
  await save(page);
  expect(await readConfig()).toBe(
    before.replace('peer: "direct:7" }, agent: "assistant"', 'peer: "direct:7" }, agent: "coder"'),
  );
  await undo();

  await rules(page)
    .getByRole('listitem')
    .nth(1)
    .getByRole('button', { name: /earlier/ })
    .click();
  await expect(rules(page).getByRole('listitem').first()).toContainText('person 7');
  await expect(rules(page).getByRole('listitem').first()).toContainText('moved');
  await save(page);
  const [first, third] = [
    `    // The family group.
    { match: { channel: "home", peer: "group:-100" }, agent: "coder" }, // since March
`,
    '    { match: { channel: "home", peer: "direct:7" }, agent: "assistant" },\n',
  ];
  expect(await readConfig()).toBe(
    before.replace(third, 'HERE').replace(first, third).replace('HERE', first),
  );
  await undo();

  await rules(page)
    .getByRole('listitem')
    .nth(2)
    .getByRole('button', { name: /^Remove/ })
    .click();
  const removed = editor(page).getByRole('list', { name: 'Rules that are taken out' });
  await expect(removed).toContainText('group -100');
  await removed.getByRole('button', { name: 'Put back' }).click();
  await expect(saveBar(page)).toHaveCount(0);
  await rules(page)
    .getByRole('listitem')
    .nth(2)
    .getByRole('button', { name: /^Remove/ })
    .click();
  await save(page);
  expect((await readConfig()).split('group:-100')).toHaveLength(2);
  await undo();
});

test('two people change two rules at once, and nobody is asked', async ({ browser, context }) => {
  const change = async (page: Page, person: string, agent: string): Promise<void> => {
    await goToPage(page, 'channels/home');
    await editor(page)
      .getByRole('button', { name: `Change the rule for messages from ${person}` })
      .click();
    await dialog(page).getByLabel('Go to').selectOption(agent);
    await dialog(page).getByRole('button', { name: 'Take over' }).click();
    await expect(rules(page)).toContainText('changed');
  };
  const { page } = await openInterface(context, scene);
  const other = await browser.newContext();
  const { page: second } = await openInterface(other, scene);
  const before = await readConfig();
  await change(page, 'person 7', 'Grace');
  await change(second, 'any group', 'Ada');
  await save(second);
  await expect(rules(page)).toContainText('from any group on every channel go to Ada.');
  await expect(rules(page)).toContainText('Messages from person 7 on home go to Grace. changed');
  await save(page);
  expect(await readConfig()).toBe(
    before
      .replace('peer: "direct:7" }, agent: "assistant"', 'peer: "direct:7" }, agent: "coder"')
      .replace('agent: "buchhaltung", match', 'agent: "assistant", match'),
  );
  await change(page, 'person 7', 'Ada');
  await change(second, 'person 7', 'Buchhaltungsunterlagenverwaltung');
  await save(second);
  await expect(saveBar(page).getByRole('button', { name: 'Keep mine' })).toBeVisible();
  await other.close();
});

test('somebody who never wrote before is chosen by name where they are known', async ({
  context,
}) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'agents/assistant/routing');
  await editor(page).getByRole('button', { name: 'Add a rule' }).click();
  await dialog(page).getByLabel('Messages from').selectOption('chats by a pattern');
  await dialog(page).getByLabel('Pattern').fill('everybody');
  await expect(dialog(page)).toContainText('A pattern begins with direct:, group: or channel:.');
  await expect(dialog(page).getByRole('button', { name: 'Add it' })).toBeDisabled();
  await dialog(page).getByText('Further conditions').click();
  await dialog(page).getByLabel('Messages from').selectOption('everybody');
  await dialog(page).getByLabel('Role of the sender').fill('admin');
  await expect(dialog(page)).toContainText(
    'Messages by people with the role admin on every channel go to Ada.',
  );
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
});

test('everything works by keyboard, also in a narrow window', async ({ context }) => {
  const { page } = await openInterface(context, scene);
  await page.setViewportSize({ width: 360, height: 740 });
  await goToPage(page, 'channels/home');
  await editor(page).getByRole('button', { name: 'Add a rule' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByLabel('Messages from')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('5');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(dialog(page).getByRole('button', { name: 'Add it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rules(page)).toContainText('person 5 on home');
  const overflow = 'document.documentElement.scrollWidth - innerWidth';
  expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
  await page
    .getByRole('region', { name: 'Rules' })
    .getByRole('button', { name: 'Discard' })
    .click();
});

test('all of it is said in German', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(await signInUrl(scene));
  await expect(page.getByText('Verbunden', { exact: true })).toBeVisible();
  await goToPage(page, 'channels/home');
  await expect(page.getByRole('region', { name: 'Regeln' })).toContainText(
    'Nachrichten von jeder Gruppe auf jedem Kanal gehen an Buchhaltung',
  );
  await page.getByRole('button', { name: 'Regel hinzufügen' }).click();
  await dialog(page).getByLabel('Gehen an').selectOption('Grace');
  await expect(dialog(page)).toContainText('Nachrichten auf home gehen an Grace.');
  await context.close();
});

test('no barrier in any theme, with something pending and in the dialog', async ({ context }) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'channels/home');
  await rules(page)
    .getByRole('listitem')
    .nth(2)
    .getByRole('button', { name: /^Remove/ })
    .click();
  await rules(page)
    .getByRole('listitem')
    .nth(1)
    .getByRole('button', { name: /earlier/ })
    .click();
  await editor(page).getByText('1 other rule').click();
  for (const theme of themes) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page), theme).toEqual([]);
    await editor(page).getByRole('button', { name: 'Add a rule' }).click();
    await dialog(page).getByLabel('Messages from').selectOption('one group');
    await dialog(page).getByLabel('Which one').fill('-100');
    expect(await findBarriers(page), `${theme}, the dialog`).toEqual([]);
    await page.keyboard.press('Escape');
  }
});
