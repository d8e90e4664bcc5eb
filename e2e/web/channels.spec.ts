import { readFile } from 'node:fs/promises';
import { test, type Locator, type Page } from '@playwright/test';
import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { chooseTheme, expect, findBarriers, goToPage, openInterface } from './page.ts';

/**
 * The Channels page on a real gateway whose messengers are real bots of a local Telegram: what a
 * person does to add one, set it up, and mend it.
 */
let telegram: TelegramServer;
let scene: Scene;

/** What the file says beside the channels must stay as it is. */
const note = '// The family writes here.';
const fileText = (apiRoot: string, token: string): string => `{
  agents: {
    assistant: { model: "test/echo", default: true, name: "Ada" },
    coder: { model: "test/echo", name: "Grace", enabled: true }, // for work
    third: { model: "test/echo" },
  },
  models: PROVIDERS,
  channels: {
    ${note}
    family: {
      type: "telegram",
      token: "${token}", apiRoot: "${apiRoot}",
      agent: "assistant", // changes at night
      access: { groups: { "-100": { requireMention: true } } },
    },
    broken: { type: "telegram", token: "1:wrong", apiRoot: "${apiRoot}" },
    web: {},
  },
  bindings: [{ match: { channel: "family", peer: "group:-100" }, agent: "coder" }],
}
`;

test.beforeAll(async () => {
  telegram = await startTelegramServer({ botUsername: 'family_bot' });
  scene = await createScene();
});
test.beforeEach(() => restoreFile());
test.afterAll(async () => {
  await scene.dispose();
  await telegram.stop();
});

/** The file as it is at the start of each test. */
async function restoreFile(): Promise<void> {
  const { models } = JSON.parse(scene.configText()) as { readonly models: unknown };
  const text = fileText(telegram.apiRoot, telegram.token);
  await scene.saveConfig(text.replace('PROVIDERS', JSON.stringify(models)));
  const client = await scene.connect();
  await expect(async () => {
    const { channels } = await client.request('channels.status', {});
    expect(channels.map(({ id, state }) => `${id} ${state}`).sort()).toEqual([
      'broken refused',
      'family running',
      'web running',
    ]);
  }).toPass();
  await client.close();
}

const readConfig = (): Promise<string> => readFile(scene.configPath, 'utf8');
const list = (page: Page): Locator => page.getByRole('region', { name: 'Channels', exact: true });
const saveBar = (page: Page): Locator => page.getByRole('region', { name: 'Pending changes' });
const section = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true });

test('each channel is shown with how it does, who may write and who answers', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, scene);
  await goToPage(page, 'channels');
  await expect(list(page).getByRole('link', { name: /family/ })).toContainText(
    'Running · @family_bot',
  );
  await list(page)
    .getByRole('link', { name: /broken/ })
    .click();
  await expect(section(page, 'How it does')).toContainText('TELEGRAM_TOKEN_REFUSED');
  await list(page)
    .getByRole('link', { name: /family/ })
    .click();
  const words = section(page, 'In words');
  await expect(words).toContainText('Strangers get a code, which you approve.');
  await expect(words).toContainText('Group -100: it speaks when it is mentioned.');
  await expect(words).toContainText(
    'Messages from group -100 on family go to Grace, because rule 1 says so.',
  );
  await expect(words).toContainText('Everything else goes to Ada, because this channel says so.');
  await words.getByText('Who would answer a certain chat?').click();
  await words.getByRole('textbox', { name: 'Chat' }).fill('-100');
  await words.getByRole('button', { name: 'Ask' }).click();
  await expect(words).toContainText('Grace answers: a binding names this chat.');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'family', exact: true })).toBeVisible();
  expect(problems).toEqual([]);
});

test('a setting is changed, planned, saved and taken back without touching the rest', async ({
  context,
}) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'channels/family');
  const before = await readConfig();
  await page.getByRole('radio', { name: 'Everybody' }).check();
  await page.getByRole('combobox', { name: 'Agent' }).selectOption('coder');
  await expect(saveBar(page)).toContainText('2 changes that are not saved');
  await expect(saveBar(page)).toContainText('Takes effect at once.');
  await expect(section(page, 'In the file')).toContainText('agent: "coder", // changes at night');
  await expect(section(page, 'In words')).toContainText('Everybody may write to it directly.');
  expect(await readConfig()).toBe(before);

  // A reload keeps what is not saved.
  await page.reload();
  await expect(saveBar(page)).toContainText('2 changes that are not saved');
  await saveBar(page).getByRole('button', { name: 'Save' }).click();
  await expect(saveBar(page)).toHaveCount(0);
  const saved = await readConfig();
  expect(saved).toBe(
    before
      .replace('agent: "assistant", // changes', 'agent: "coder", // changes')
      .replace('{ requireMention: true } } },', '{ requireMention: true } }, direct: "open" },'),
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(readConfig).toBe(before);
});

test('two people at once lose nothing, and only the same setting is asked about', async ({
  context,
}) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'channels/family');
  await page.getByRole('combobox', { name: 'Agent' }).selectOption('coder');
  await expect(saveBar(page)).toBeVisible();
  const client = await scene.connect();
  const edit = async (path: string, value: unknown): Promise<void> => {
    const { hash } = await client.request('config.get', {});
    await client.request('config.edit', {
      edits: [{ op: 'set', path, value }],
      baseHash: hash,
    });
  };
  // Another setting of the same channel: nothing is asked.
  await edit('channels.family.streaming', 'off');
  await expect(page.getByRole('radio', { name: 'When complete' })).toBeChecked();
  await expect(saveBar(page)).toContainText('1 change that is not saved');
  // The same one: both are shown.
  await edit('channels.family.agent', 'third');
  await expect(saveBar(page)).toContainText('was changed by somebody else too');
  await expect(saveBar(page)).toContainText('third');
  await expect(saveBar(page).getByRole('button', { name: 'Save' })).toBeDisabled();
  await saveBar(page).getByRole('button', { name: 'Keep mine' }).click();
  await saveBar(page).getByRole('button', { name: 'Save' }).click();
  await expect(saveBar(page)).toHaveCount(0);
  expect(await readConfig()).toMatch(/agent: "coder", \/\/ changes at night/);
  expect(await readConfig()).toContain('streaming: "off"');
  await client.close();
});

test('a channel is switched off, renamed, cloned and deleted, and each can be undone', async ({
  context,
}) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'channels/family');
  const before = await readConfig();
  const undo = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(readConfig).toBe(before);
  };
  await page.getByRole('switch', { name: 'Enabled' }).click();
  await expect(list(page).getByRole('link', { name: /family/ })).toContainText('Off');
  await undo();

  const choose = async (item: string): Promise<void> => {
    await page.getByRole('button', { name: 'More for family' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Rename');
  await page.getByRole('textbox', { name: 'Name' }).fill('home');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { name: 'home', exact: true })).toBeVisible();
  const renamed = await readConfig();
  expect(renamed).toContain('match: { channel: "home", peer: "group:-100" }');
  expect(renamed).toContain(note);
  await undo();

  await goToPage(page, 'channels/family');
  await choose('Clone');
  await page.getByRole('dialog').getByRole('button', { name: 'Clone' }).click();
  await expect(page.getByRole('heading', { name: 'family-2', exact: true })).toBeVisible();
  expect((await readConfig()).split(telegram.token)).toHaveLength(3);
  await expect(list(page).getByRole('link', { name: /family-2/ })).toContainText('Off');
  await undo();

  await goToPage(page, 'channels/family');
  await choose('Delete');
  await expect(list(page).getByRole('link', { name: /family/ })).toHaveCount(0);
  expect(await readConfig()).not.toContain('group:-100');
  await undo();
  await expect(list(page).getByRole('link', { name: /family/ })).toBeVisible();
});

test('a token that stands in the file is never shown, and moves to the secret store', async ({
  context,
}) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'channels/family');
  const connection = section(page, 'Connection');
  await expect(connection).toContainText('Stands in the file in plain words');
  expect(await page.content()).not.toContain(telegram.token);
  await connection.getByRole('button', { name: 'Check the login' }).click();
  await expect(connection).toContainText('It works: @family_bot');
  await connection.getByRole('button', { name: 'Move to the secret store' }).click();
  await expect(connection).toContainText('Kept in the secret store as FAMILY_TOKEN');
  expect(await readConfig()).toContain('token: "${secret:FAMILY_TOKEN}"');
});

test('a group is added and shown in words', async ({ context }) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'channels/family');
  const groups = page.getByRole('group', { name: 'Groups' });
  await groups.getByRole('textbox', { name: 'Id of a group' }).fill('-200');
  await groups.getByRole('button', { name: 'Add the group' }).click();
  const rule = page.getByRole('group', { name: '-200', exact: true });
  await rule.getByRole('switch', { name: 'Only when mentioned' }).click();
  await expect(section(page, 'In words')).toContainText('Group -200: it answers everything.');
  await saveBar(page).getByRole('button', { name: 'Save' }).click();
  await expect(saveBar(page)).toHaveCount(0);
  expect(await readConfig()).toMatch(/"-200": \{\s*requireMention: false/);
});

test('a bot is added step by step, left on the way, and lets its first stranger in', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, scene);
  const bot = await startTelegramServer({ botUsername: 'new_bot', token: '42:a-new-token' });
  await goToPage(page, 'channels');
  await page.getByRole('button', { name: 'Add a channel' }).click();
  await page.getByRole('link', { name: /^Telegram/ }).click();
  const token = page.getByLabel('Bot token');
  await token.fill('42:not-this-one');
  await page.getByText('What few people need').click();
  await page.getByLabel('Bot API server').fill(bot.apiRoot);
  await page.getByRole('button', { name: 'Check the login' }).click();
  await expect(page.getByText('TELEGRAM_TOKEN_REFUSED')).toBeVisible();
  await token.fill(bot.token);
  await page.getByRole('button', { name: 'Check the login' }).click();
  await expect(page.getByText('It works: @new_bot')).toBeVisible();
  await expect(page.getByText('Kept in the secret store as TELEGRAM_TOKEN')).toBeVisible();

  // Left and continued.
  await goToPage(page, 'overview');
  await page.reload();
  await goToPage(page, 'channels?add=telegram');
  await expect(page.getByText('Kept in the secret store as TELEGRAM_TOKEN')).toBeVisible();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name of the channel' }).fill('support');
  await page.getByRole('switch', { name: 'Speak in groups' }).click();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(page.getByText('Channel support starts.')).toBeVisible();
  await page.getByRole('button', { name: 'Save and start' }).click();
  await expect(page.getByText('Write to @new_bot now.')).toBeVisible();
  expect(await readConfig()).toContain('${secret:TELEGRAM_TOKEN}');
  expect(await readConfig()).not.toContain(bot.token);
  expect(await scene.log()).not.toContain(bot.token);

  await bot.createPrivateChat({ userId: 7, firstName: 'Lin' });
  await bot.injectMessage({ chatId: 7, text: 'hello?' });
  const stranger = page.getByRole('region', { name: 'Lin' });
  await expect(stranger).toContainText('Lin writes and was given the code');
  await stranger.getByRole('button', { name: 'Let in' }).click();
  await expect(stranger).toHaveCount(0);
  await bot.injectMessage({ chatId: 7, text: 'hello again' });
  await bot.waitForMessages({ match: { chatId: 7, text: 'echo: hello again' } });
  await expect(page.getByText('@new_bot talks.')).toBeVisible();
  await bot.stop();
  expect(problems).toEqual([]);
});

const themes = ['Light', 'Dark', 'High contrast, light', 'High contrast, dark'];

test('everything is reached by keyboard, and nothing is in the way of anybody', async ({
  context,
}) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'channels/family');
  test.setTimeout(240_000);
  const agent = page.getByRole('combobox', { name: 'Agent' });
  await agent.focus();
  await page.keyboard.press('ArrowDown');
  await expect(saveBar(page)).toBeVisible();
  const discard = saveBar(page).getByRole('button', { name: 'Discard' });
  await discard.focus();
  await page.keyboard.press('Enter');
  await expect(saveBar(page)).toHaveCount(0);
  await page.getByRole('radio', { name: 'Everybody' }).check();
  const places = ['channels/family', 'channels/broken', 'channels?add=', 'channels?add=telegram'];
  for (const [index, theme] of themes.entries()) {
    await chooseTheme(page, theme);
    // The page with everything in every theme, the small ones in turn.
    for (const place of [places[0], places[index]]) {
      await goToPage(page, place ?? '');
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
      expect(await findBarriers(page), `${theme} ${place}`).toEqual([]);
    }
  }
  for (const width of [900, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const place of ['channels/family', 'channels?add=telegram']) {
      await goToPage(page, place);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, `${width} ${place}`).toBeLessThanOrEqual(0);
    }
  }
});

test('what is wrong with a channel is said once, with the way to the field that mends it', async ({
  context,
}) => {
  const { page } = await openInterface(context, scene);
  await goToPage(page, 'channels/broken');
  const status = section(page, 'How it does');
  await expect(status.getByText(/does not accept/)).toHaveCount(1);
  await expect(status.getByText(/^Refused\. Since/)).toBeVisible();
  await status.getByRole('button', { name: /^Replace: / }).click();
  const replace = page.getByRole('button', { name: 'Replace', exact: true });
  await expect(replace).toBeFocused();
  await expect(replace).toBeInViewport();
});
