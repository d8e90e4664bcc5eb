import { readFile } from 'node:fs/promises';
import { test, type Locator, type Page } from '@playwright/test';
import { furtherAgents, livedInAgents } from './agents-scene.ts';
import {
  chooseTheme,
  expect,
  findBarriers,
  goToPage,
  messageField,
  messages,
  openInterface,
  say,
  shareScene,
  themes,
  untilQuiet,
} from './page.ts';

const shared = shareScene(livedInAgents);

/** The text of the configuration as it is on disk. */
const readText = (): Promise<string> => readFile(shared.scene.configPath, 'utf8');
const readConfig = async (): Promise<{ agents: Record<string, Record<string, unknown>> }> =>
  JSON.parse(await readText()) as { agents: Record<string, Record<string, unknown>> };
const toast = (page: Page, text: string): Locator => page.getByText(text, { exact: true });
const pending = (page: Page): Locator => page.getByRole('region', { name: 'Pending changes' });
const promptField = (page: Page): Locator => page.getByRole('textbox', { name: 'System prompt' });
const row = (page: Page, name: string): Locator => page.getByRole('row', { name });

test.beforeEach(async () => {
  const { agents, ...rest } = JSON.parse(shared.scene.configText()) as Record<string, object>;
  const config = { ...rest, agents: { ...agents, ...furtherAgents } };
  const text = JSON.stringify(config, undefined, 2);
  await shared.scene.saveConfig(text);
  const client = await shared.scene.connect();
  await expect(async () =>
    expect((await client.request('config.get', {})).raw).toContain('"archivist"'),
  ).toPass();
  await client.close();
});

async function openAgents(
  context: Parameters<typeof openInterface>[0],
  place = 'agents',
): ReturnType<typeof openInterface> {
  const opened = await openInterface(context, shared.scene);
  await goToPage(opened.page, place);
  return opened;
}

test('every agent is listed with its model, what leads to it, and what is wrong', async ({
  context,
}) => {
  const { page, problems } = await openAgents(context);
  await expect(page.getByRole('row')).toHaveCount(11);
  await expect(row(page, 'Ada')).toContainText('default');
  await expect(row(page, 'Ada')).toContainText('what no rule gives to others');
  await expect(row(page, 'Buchhaltung')).toContainText('work');
  await expect(row(page, 'Buchhaltung')).toContainText('needs a key');
  await expect(row(page, 'broken')).toContainText('not valid');
  await expect(row(page, 'researcher')).toContainText('no such provider');
  await expect(row(page, 'writer')).toContainText('off');
  await expect(row(page, 'Ada').getByRole('meter').first()).toHaveAttribute(
    'aria-valuetext',
    /of \$2\.00/,
  );
  expect(problems).toEqual([]);
});

test('an agent is made from a template, copied, renamed, switched off and deleted, each with a way back', async ({
  context,
}) => {
  const { page } = await openAgents(context);
  await page.getByRole('button', { name: 'New agent' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('librarian');
  await page.getByLabel('Begin with').selectOption('researcher');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'librarian' })).toBeVisible();
  expect((await readConfig()).agents['librarian']).toMatchObject({
    tools: ['@safe', 'web_search', 'web_fetch', 'browser'],
  });

  const menu = page.getByRole('button', { name: 'What can be done with librarian' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Make a copy …' }).click();
  await page.getByRole('button', { name: 'Make the copy' }).click();
  await expect(page.getByRole('heading', { name: 'librarian-2' })).toBeVisible();

  await page.getByRole('button', { name: 'What can be done with librarian-2' }).click();
  await page.getByRole('menuitem', { name: 'Change the key …' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('reader');
  await page.getByRole('button', { name: 'Change the key', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'reader' })).toBeVisible();
  expect(Object.keys((await readConfig()).agents)).toContain('reader');

  await page.getByRole('button', { name: 'What can be done with reader' }).click();
  await page.getByRole('menuitem', { name: 'Switch off' }).click();
  await expect(toast(page, 'reader is off')).toBeVisible();
  expect((await readConfig()).agents['reader']).toMatchObject({ enabled: false });

  await page.getByRole('button', { name: 'What can be done with reader' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(toast(page, 'reader is deleted')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Agents', level: 1 })).toBeVisible();
  expect((await readConfig()).agents['reader']).toBeUndefined();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(row(page, 'reader')).toBeVisible();
  expect((await readConfig()).agents['reader']).toMatchObject({ enabled: false });
});

test('conversations move along with another key', async ({ context }) => {
  const { page } = await openAgents(context, `chat/${encodeURIComponent('agent:koch:dinner')}`);
  await say(page, 'what about soup?');
  await expect(messages(page).getByText('echo: what about soup?')).toBeVisible();
  await goToPage(page, 'agents/koch');
  await page.getByRole('button', { name: 'What can be done with Köchin' }).click();
  await page.getByRole('menuitem', { name: 'Change the key …' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('cook');
  await page.getByRole('button', { name: 'Change the key', exact: true }).click();
  await expect(page).toHaveURL(/agents\/cook$/);
  await goToPage(page, `chat/${encodeURIComponent('agent:cook:dinner')}`);
  await expect(messages(page).getByText('echo: what about soup?')).toBeVisible();
  const { agents, ...rest } = (await readConfig()) as unknown as Record<string, unknown>;
  expect(JSON.stringify(rest)).not.toContain('koch');
  expect(JSON.stringify(agents)).toContain('"cook"');
  const client = await shared.scene.connect();
  await client.request('agents.rename', { id: 'cook', to: 'koch' });
  await client.close();
});

test('a model is chosen by keyboard, tried out, and the order of fallbacks changed', async ({
  context,
}) => {
  const { page } = await openAgents(context, 'agents/assistant');
  await page.getByRole('button', { name: 'Try it out' }).click();
  await expect(page.getByText(/It answers: "echo: Hello! Are you there\?"/)).toBeVisible();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const search = page.getByRole('combobox', { name: 'Choose a model' });
  await expect(search).toBeFocused();
  await search.fill('offline');
  await page.keyboard.press('Enter');
  await expect(pending(page)).toContainText('1 change that is not saved');
  await expect(pending(page)).toContainText('Agent assistant uses it from its next turn on.');

  const up = page.getByRole('button', { name: 'Move offline/assistant up' });
  const down = page.getByRole('button', { name: 'Move offline/assistant down' });
  const remove = (model: string): Locator => page.getByRole('button', { name: `Remove ${model}` });
  await remove('test/slow').focus();
  await page.keyboard.press('Enter');
  await expect(remove('offline/assistant')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Add a fallback' })).toBeFocused();
  for (const model of ['test/slow', 'offline/assistant']) {
    await page.keyboard.press('Enter');
    await expect(search).toBeFocused();
    await search.fill(model);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Add a fallback' })).toBeFocused();
  }
  await up.focus();
  await page.keyboard.press('Enter');
  await expect(down).toBeFocused();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(pending(page)).toHaveCount(0);
  expect((await readConfig()).agents['assistant']).toMatchObject({
    model: 'offline/assistant',
    fallbacks: ['offline/assistant', 'test/slow'],
  });
  // Nothing that was not edited has moved by a byte.
  const { agents } = JSON.parse(shared.scene.configText()) as { agents: Record<string, object> };
  const before = { ...agents['assistant'] } as Record<string, unknown>;
  expect(Object.keys((await readConfig()).agents['assistant'] ?? {})).toEqual(Object.keys(before));
});

test('tools say why they are off, and a switch changes one entry', async ({ context }) => {
  const { page } = await openAgents(context, 'agents/assistant/tools');
  const item = (name: string): Locator =>
    page.getByRole('listitem').filter({ has: page.getByRole('switch', { name, exact: true }) });
  await expect(item('code')).toContainText('Off: !code in its list leaves it out.');
  await expect(item('shell')).toContainText('Off: nothing in its list brings it.');
  await expect(page.getByText('shel', { exact: true }).first()).toBeVisible();
  await page.getByRole('switch', { name: 'code', exact: true }).click();
  await expect(item('code')).toContainText('On by @safe.');
  await page.getByRole('switch', { name: 'clock', exact: true }).click();
  await expect(item('clock')).toContainText('Off: !clock in its list leaves it out.');
  await page.getByRole('button', { name: 'Take shel out of the list' }).click();
  await page.getByRole('switch', { name: 'browser', exact: true }).click();
  await expect(item('browser')).toContainText('Off for everybody: browser in tools.deny.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(pending(page)).toHaveCount(0);
  expect((await readConfig()).agents['assistant']?.['tools']).toEqual([
    ...['@safe', 'web_fetch', '!clock', 'browser'],
  ]);
});

test('the prompt counts its tokens, and is shown as it is sent and as it is written', async ({
  context,
}) => {
  const { page } = await openAgents(context, 'agents/assistant/prompt?side=sent');
  const side = page.getByRole('complementary', { name: /Beside the form/ });
  await expect(side).toContainText('You are Ada, a calm and exact assistant.');
  await expect(side).toContainText('You work for Robin.');
  await promptField(page).fill('You are Bob, a gardener with a long beard.');
  await expect(page.getByText('about 16 tokens')).toBeVisible();
  await expect(side).toContainText('You are Bob, a gardener');
  await page.getByRole('link', { name: 'Text', exact: true }).click();
  await expect(side).toContainText('"systemPrompt": "You are Bob, a gardener');
  expect(await readText()).not.toContain('Bob');
  await page.reload();
  await expect(side).toContainText('"systemPrompt": "You are Bob, a gardener');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(side).toContainText('You are Ada');
});

test('a test chat uses what is not saved, asks for approval, and leaves nothing', async ({
  context,
}) => {
  const { page, problems } = await openAgents(context, 'agents/assistant/prompt?side=chat');
  await promptField(page).fill('You are an unsaved pirate.');
  await page.getByRole('button', { name: 'Begin a test chat' }).click();
  await expect(page.getByText('With what is not saved')).toBeVisible();
  await say(page, 'ahoy there');
  await expect(messages(page).getByText('echo: ahoy there')).toBeVisible();
  const requests = JSON.stringify(await shared.scene.model.listRequests());
  expect(requests).toContain('You are an unsaved pirate.');

  await promptField(page).fill('You are an unsaved parrot.');
  await expect(page.getByText('Takes over your change …')).toHaveCount(0);
  await say(page, 'and now');
  await expect(messages(page).getByText('echo: and now')).toBeVisible();
  await untilQuiet(page);
  const later = JSON.stringify((await shared.scene.model.listRequests()).at(-1));
  expect(later).toContain('unsaved parrot');
  await expect(messageField(page)).toBeFocused();

  await goToPage(page, 'conversations');
  await expect(page.getByText('ahoy there')).toHaveCount(0);
  await goToPage(page, 'agents/assistant/prompt?side=chat');
  await expect(page.getByRole('button', { name: 'Begin a test chat' })).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();
  expect(problems).toEqual([]);
});

test('routing is said in words, and the router can be asked', async ({ context }) => {
  const { page } = await openAgents(context, 'agents/buchhaltung/routing');
  await expect(
    page.getByText('Messages on work come here, because the channel names this agent.'),
  ).toBeVisible();
  await expect(
    page.getByText('Messages from group -1002003004 on home come here, because of rule 1.'),
  ).toBeVisible();
  await page.getByLabel('Kind of chat').selectOption('group');
  await page.getByLabel('Its number or name').fill('-1002003004');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(
    page.getByText(`${furtherAgents.buchhaltung.name} would answer.`, { exact: true }),
  ).toBeVisible();
});

test('the checkup says in words what works and what does not', async ({ context }) => {
  const { page } = await openAgents(context, 'agents/researcher/check');
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('It does not work.')).toBeVisible();
  await goToPage(page, 'agents/night/check');
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText(/^It works/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'What was found' })).toContainText(
    'it called a tool and used the result',
  );
});

test('two browsers that edit the same agent lose nothing', async ({ context }) => {
  const one = await openAgents(context, 'agents/translator/prompt');
  const two = await openAgents(context, 'agents/translator');
  await promptField(one.page).fill('Translate into French.');
  await two.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Babel');
  await two.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(pending(two.page)).toHaveCount(0);
  await one.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(pending(one.page)).toHaveCount(0);
  expect((await readConfig()).agents['translator']).toMatchObject({
    ...{ name: 'Babel', systemPrompt: 'Translate into French.' },
  });
});

const places = [
  'agents',
  'agents/assistant',
  'agents/buchhaltung/tools?side=sent',
  'agents/assistant/prompt?side=text',
  'agents/koch/routing',
  'agents/broken/more',
];

for (const theme of themes)
  test(`there are no barriers: ${theme}`, async ({ context }) => {
    test.slow();
    const { page } = await openAgents(context);
    await chooseTheme(page, theme);
    const found: string[] = [];
    for (const place of places) {
      await goToPage(page, place);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText('The agents are being read')).toHaveCount(0);
      found.push(...(await findBarriers(page)).map((one) => `${place} ${one}`));
    }
    expect(found).toEqual([]);
  });

test('a test chat and the choice of a model have no barriers', async ({ context }) => {
  const { page } = await openAgents(context, 'agents/assistant?side=chat');
  await page.getByRole('button', { name: 'Begin a test chat' }).click();
  await say(page, 'hello');
  await expect(messages(page).getByText('echo: hello')).toBeVisible();
  await untilQuiet(page);
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Choose a model' })).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
});

test('a narrow window shows the form or what stands beside it, and nothing is cut', async ({
  context,
}) => {
  const { page } = await openAgents(context);
  await page.setViewportSize({ width: 360, height: 720 });
  for (const place of places) {
    await goToPage(page, place);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const excess = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(excess, place).toBeLessThanOrEqual(0);
  }
  await goToPage(page, 'agents/assistant');
  await expect(page.getByText('Fallbacks', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Text', exact: true }).click();
  await expect(page.getByText('"fallbacks": [')).toBeVisible();
  await page.getByRole('link', { name: 'Basics' }).click();
  await expect(page.getByRole('button', { name: 'Change', exact: true })).toBeVisible();
});

test('while the file has a mistake every form shows what runs, locked, and the way to the mistake', async ({
  context,
}) => {
  const { page } = await openAgents(context, 'agents/assistant');
  await expect(page.getByRole('heading', { name: 'Ada', level: 1 })).toBeVisible();
  const text = await readText();
  await shared.scene.saveConfig(text.replace('"agents": {', '"agents": {,'));
  const notice = page.getByRole('group', { name: /openclaw\.json has a mistake on line \d+/ });
  await expect(notice).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ada', level: 1 })).toBeVisible();
  await expect(page.getByText('test/echo').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change', exact: true })).toBeDisabled();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Ada');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeDisabled();
  await goToPage(page, 'agents/assistant/prompt');
  await expect(promptField(page)).toHaveValue(/You are Ada/);
  await expect(promptField(page)).toBeDisabled();

  await goToPage(page, 'agents');
  await expect(notice).toBeVisible();
  await page.getByRole('button', { name: 'New agent' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/has a mistake on line/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Create', exact: true })).toBeDisabled();
  await page.keyboard.press('Escape');

  for (const place of ['channels/home', 'channels?add=telegram', 'settings/gateway']) {
    await goToPage(page, place);
    await expect(notice).toBeVisible();
  }
  await goToPage(page, 'channels/home');
  await expect(page.getByRole('combobox', { name: 'Agent' })).toBeDisabled();
  await goToPage(page, 'settings/models/test');
  await expect(notice).toBeVisible();
  await expect(page.getByRole('textbox', { name: /Address/ })).toHaveValue(/^http/);
  await expect(page.getByRole('textbox', { name: /Address/ })).toBeDisabled();
  expect(await findBarriers(page)).toEqual([]);

  await notice.getByRole('link', { name: 'Mend it in the editor' }).click();
  await expect(page).toHaveURL(/#\/config\?file=openclaw\.json&line=\d+/);
  await shared.scene.saveConfig(text);
  await goToPage(page, 'agents/assistant');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeEnabled();
  await expect(notice).toHaveCount(0);
});

test('the default agent stands first, a search finds others, and what does not run is not called ready', async ({
  context,
}) => {
  const config = JSON.parse(await readText()) as { agents: Record<string, object> };
  const { assistant = {}, ...others } = config.agents;
  const agents = { tooLong: { name: 'x'.repeat(120), model: 'test/echo' }, ...others, assistant };
  await shared.scene.saveConfig(JSON.stringify({ ...config, agents }, undefined, 2));
  const { page } = await openAgents(context);
  await expect(row(page, 'tooLong')).toContainText('does not run');
  await expect(row(page, 'tooLong')).not.toContainText('ready');
  await expect(page.getByRole('row').nth(1)).toContainText('Ada');

  const search = page.getByRole('textbox', { name: 'Find an agent' });
  await search.fill('kochin');
  await expect(page.getByRole('row')).toHaveCount(2);
  await search.fill('test/tool');
  await expect(row(page, 'coder')).toBeVisible();
  await search.fill('nobody at all');
  await expect(page.getByText(/Names, keys and models are searched/)).toBeVisible();
  await search.press('Escape');
  await expect(page.getByRole('row')).toHaveCount(12);

  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const cells = await page.getByRole('row').getByText('$0.00', { exact: true }).all();
    expect(cells.length).toBeGreaterThan(3);
    for (const cell of cells) {
      const box = await cell.boundingBox();
      expect(box?.height, `the money at ${width} px stands on one line`).toBeLessThan(26);
    }
  }
});
