import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type BrowserContext, type Page } from '@playwright/test';
import { createConfigScene, type ConfigScene } from './config-scene.ts';
import { chooseTheme, expect, findBarriers, goToPage, openInterface } from './page.ts';

let one: ConfigScene;
test.beforeAll(async () => {
  one = await createConfigScene();
});
test.afterAll(() => one.dispose());
test.beforeEach(() => one.scene.saveConfig(one.text));

const themes = ['Light', 'Dark', 'High contrast, light', 'High contrast, dark'] as const;
const disk = () => readFile(one.scene.configPath, 'utf8');
const panel = (page: Page) => page.getByRole('region', { name: 'What it does' });
const saveButton = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

async function openConfig(context: BrowserContext, place = 'config') {
  const opened = await openInterface(context, one.scene);
  await opened.page.setViewportSize({ width: 1280, height: 800 });
  await goToPage(opened.page, place);
  await expect(opened.page.locator('.view-line').first()).toBeVisible();
  return opened;
}

/** Puts the cursor at the end of the first line with these words. */
async function goToLine(page: Page, words: string): Promise<void> {
  await page.locator('.view-line', { hasText: words }).first().click();
  await page.keyboard.press('End');
  // The first one stops where the line is broken.
  await page.keyboard.press('End');
}

test('says what saving will do, saves by key, says what it did, and takes it back', async ({
  context,
}) => {
  const { page, problems } = await openConfig(context);
  await goToLine(page, 'apiRoot');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('/');
  await expect(panel(page)).toContainText('Channel telegram restarts.');
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/^Version \d+ is saved/)).toBeVisible();
  expect(await disk()).toContain(`${one.telegram.apiRoot}/',`);
  expect(await disk()).toContain('// from the BotFather');
  await expect(panel(page)).toContainText(/telegram runs, after [\d.]+ s\./);
  await expect(panel(page)).toContainText('this browser');
  // The same order whatever happened: what follows the cursor is the last.
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText([
    'What will happen',
    'Problems',
    'Secrets in the text',
    'What happened',
    'At the cursor',
  ]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(disk).toBe(one.text);
  await expect(saveButton(page)).toBeDisabled();
  expect(problems).toEqual([]);
});

test('keeps unsaved text over a reload and other pages', async ({ context }) => {
  const { page } = await openConfig(context);
  await goToLine(page, "name: 'Home'");
  await page.keyboard.type(' // mine');
  await expect(saveButton(page)).toBeEnabled();
  await goToPage(page, 'chat');
  await goToPage(page, 'config');
  await expect(page.locator('.view-line', { hasText: '// mine' })).toBeVisible();
  const isKept = `sessionStorage.getItem('openclaw.configTexts')?.includes('// mine')`;
  await expect.poll(() => page.evaluate(isKept)).toBe(true);
  await page.reload();
  await expect(page.locator('.view-line', { hasText: '// mine' })).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.locator('.view-line', { hasText: '// mine' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(page.locator('.view-line', { hasText: '// mine' })).toBeVisible();
  expect(await disk()).toBe(one.text);
});

test('takes in what another program saved elsewhere in the text', async ({ context }) => {
  const { page } = await openConfig(context);
  await goToLine(page, "name: 'Home'");
  await page.keyboard.type(' // mine');
  await writeFile(one.scene.configPath, one.text.replace('You are helpful.', 'You are brief.'));
  await expect(page.getByText(/^Somebody else saved openclaw\.json meanwhile/)).toBeVisible();
  await expect(page.locator('.view-line', { hasText: 'You are brief.' })).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect.poll(disk).toContain('// mine');
  expect(await disk()).toContain('You are brief.');
});

test('asks when the same line was changed twice, and writes nothing until then', async ({
  context,
}) => {
  const { page } = await openConfig(context);
  await goToLine(page, "name: 'Home'");
  await page.keyboard.type(' // mine');
  const theirs = one.text.replace("'Home' }", "'Theirs' }");
  await writeFile(one.scene.configPath, theirs);
  const conflict = page.getByRole('region', { name: /^You and somebody else changed/ });
  await expect(conflict).toBeVisible();
  await expect(saveButton(page)).toBeDisabled();
  await page.keyboard.press('Control+s');
  expect(await disk()).toBe(theirs);
  await conflict.getByRole('radio', { name: 'What it was' }).check();
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await expect(conflict).toHaveCount(0);
  await saveButton(page).click();
  await expect.poll(disk).toContain("name: 'Home' }, // mine");
});

test('two browsers at once lose no edit', async ({ browser }) => {
  test.slow();
  const seed = Date.now() % 1_000_000;
  test.info().annotations.push({ type: 'seed', description: String(seed) });
  const random = numbersFrom(seed);
  const contexts = [await browser.newContext(), await browser.newContext()];
  const pages: Page[] = [];
  for (const context of contexts) pages.push((await openConfig(context)).page);
  // Lines that touch would be a question for one of them; those are tested apart.
  const places = [
    ["name: 'Home'", 'systemPrompt', 'web: {}'],
    ['coder: {', 'apiRoot', "agent: 'assistant'"],
  ];
  const written: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(
      pages.map(async (page, who) => {
        const spots = places[who] ?? [];
        const mark = `// w${who}-${round}`;
        await goToLine(page, spots[Math.floor(random() * spots.length)] ?? '');
        await page.keyboard.type(` ${mark}`);
        written.push(mark);
        if (random() < 0.7) await page.keyboard.press('Control+s');
      }),
    );
  }
  for (const page of pages) {
    await expect(page.getByRole('button', { name: 'Saving …' })).toHaveCount(0);
    if (await saveButton(page).isEnabled()) await saveButton(page).click();
    await expect(saveButton(page)).toBeDisabled();
  }
  const end = await disk();
  for (const mark of written) expect(end, `seed ${seed}`).toContain(mark);
  await Promise.all(contexts.map((context) => context.close()));
});

test('two browsers that type another secret in place of the same dots are asked', async ({
  browser,
}) => {
  const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
  const [first, second] = await Promise.all(
    contexts.map(async (context) => (await openConfig(context)).page),
  );
  if (!first || !second) throw new Error('two pages were opened');
  const type = async (page: Page, token: string): Promise<void> => {
    await goToLine(page, 'from the BotFather');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.type(`token: '${token}', // from the BotFather`);
    await expect(saveButton(page)).toBeEnabled();
  };
  await type(second, '2:second');
  await type(first, '1:first');
  await first.keyboard.press('Control+s');
  await expect(first.getByText(/^Version \d+ is saved/)).toBeVisible();
  await expect.poll(disk).toContain('1:first');
  await saveButton(second).click();
  const question = second.getByRole('region', { name: /^You and somebody else changed/ });
  await expect(question).toContainText(
    'Somebody else changed a secret that you typed too: channels.telegram.token',
  );
  expect(await second.locator('body').innerText()).not.toContain('1:first');
  expect(await disk()).toContain('1:first');
  await question.getByRole('button', { name: 'Keep mine' }).click();
  await saveButton(second).click();
  await expect.poll(disk).toContain('2:second');
  await Promise.all(contexts.map((context) => context.close()));
});

test('puts a secret in its place with one click', async ({ context }) => {
  const { page } = await openConfig(context);
  const offer = panel(page).getByRole('listitem').filter({ hasText: 'channels.telegram.token' });
  await expect(offer.getByRole('textbox')).toHaveValue('TELEGRAM_TOKEN');
  await offer.getByRole('button', { name: 'Move to .env' }).click();
  await expect(page.getByText('TELEGRAM_TOKEN is in its place')).toBeVisible();
  expect(await disk()).toBe(one.text.replace(one.telegram.token, '$TELEGRAM_TOKEN'));
  const env = await readFile(path.join(one.scene.stateDir, '.env'), 'utf8');
  expect(env).toContain(one.telegram.token);
  await expect(offer).toHaveCount(0);
  // It is out of the versions before as well, and no way back leads to it.
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  const history = path.join(one.scene.stateDir, 'history');
  for (const name of await readdir(history)) {
    expect(await readFile(path.join(history, name), 'utf8')).not.toContain(one.telegram.token);
  }
});

test('shows versions with what changed, and brings one back with a way back', async ({
  context,
}) => {
  const client = await one.scene.connect();
  const known = async (): Promise<string> => (await client.request('config.get', {})).raw;
  // What was saved before this test is a version of its own by now.
  await expect.poll(known).not.toContain('$TELEGRAM_TOKEN');
  await one.scene.saveConfig(one.text.replace("'Home'", "'Cellar'"));
  await expect.poll(known).toContain('Cellar');
  await client.close();
  const { page } = await openInterface(context, one.scene);
  await goToPage(page, 'config/history');
  const versions = page.getByRole('region', { name: 'Versions' });
  await expect(versions.getByRole('link').first()).toContainText('an editor or another program');
  await expect(versions.getByRole('link').first()).toContainText('gateway.name');
  await expect(versions.getByRole('link').first().locator('time')).toHaveText(/ago$/);
  await expect(versions.getByRole('link').last()).toContainText('The oldest that is kept');
  await versions.getByRole('link').nth(1).click();
  await page.getByRole('radio', { name: 'the text now' }).check();
  await expect(page.locator('.modified .view-line', { hasText: 'Cellar' })).toBeVisible();
  await page.getByRole('button', { name: 'Bring this version back' }).click();
  await expect(page.getByText(/is back, as version/)).toBeVisible();
  expect(await disk()).toBe(one.text);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(disk).toContain('Cellar');
});

test('before a version from before a renaming is brought back, it says what stays', async ({
  context,
}) => {
  const client = await one.scene.connect();
  const { version } = await client.request('config.get', {});
  await client.request('agents.rename', { id: 'coder', to: 'smith' });
  const { page } = await openInterface(context, one.scene);
  await goToPage(page, `config/history/${version}`);
  const note = page.getByRole('region', { name: 'Conversations stay under the name of today' });
  await expect(note).toContainText('smith would go and coder be there again');
  await note.getByRole('link', { name: 'Rename smith' }).click();
  await expect(page).toHaveURL(/#\/agents\/smith/);
  await client.request('agents.rename', { id: 'smith', to: 'coder' });
  await goToPage(page, `config/history/${version}`);
  await expect(page.getByRole('button', { name: 'Bring this version back' })).toBeVisible();
  await expect(note).toHaveCount(0);
  await client.close();
});

/** Changes the configuration as another program does: again when somebody was faster. */
async function renameCoder(name: string): Promise<void> {
  const client = await one.scene.connect();
  const edits = [{ op: 'set' as const, path: 'agents.coder.name', value: name }];
  await expect(async () => {
    const { hash: baseHash } = await client.request('config.get', {});
    await client.request('config.edit', { edits, baseHash });
  }).toPass();
  await client.close();
}

test('the history tells what this browser saved from what others saved meanwhile', async ({
  context,
}) => {
  const { page } = await openConfig(context);
  await goToLine(page, "name: 'Home'");
  await page.keyboard.type(' // mine');
  await expect(saveButton(page)).toBeEnabled();
  // Theirs comes while ours is under way: who it was is told by the gateway, not by the moment.
  await Promise.all([renameCoder('Programmer'), page.keyboard.press('Control+s')]);
  await expect(saveButton(page)).toBeDisabled();
  await goToPage(page, 'config/history');
  const rows = page.getByRole('region', { name: 'Versions' }).getByRole('link');
  const byUs = rows.filter({ hasText: 'Only comments, order or layout' }).first();
  await expect(byUs).toContainText('this browser');
  const byThem = rows.filter({ hasText: 'agents.coder.name' }).first();
  await expect(byThem).toContainText('a program');
});

test('a mistake is named at its place, and what runs goes on', async ({ context }) => {
  const { page } = await openConfig(context);
  await goToLine(page, "name: 'Home'");
  await page.keyboard.type(' oops');
  await expect(panel(page)).toContainText('what runs goes on running');
  await panel(page)
    .getByRole('button', { name: /^openclaw\.json, line/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await one.scene.saveConfig(one.text.replace("'./agents/coder.json5'", "'./agents/none.json5'"));
  await page
    .getByRole('link', { name: /none\.json5/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Make the file' }).click();
  await expect(page.locator('.view-line').first()).toBeVisible();
});

test('no barrier in the comparison of versions and of two people’s texts, in any theme', async ({
  context,
}) => {
  test.slow();
  await one.scene.saveConfig(one.text.replace("'Home'", "'Cellar'"));
  const { page, problems } = await openConfig(context, 'config');
  await goToLine(page, "name: 'Cellar'");
  await page.keyboard.type(' // mine');
  await one.scene.saveConfig(one.text.replace("'Home' }", "'Attic' }"));
  const result = page.getByRole('textbox', { name: /^The result/ });
  await expect(page.getByRole('region', { name: /^You and somebody else changed/ })).toBeVisible();
  await expect(result).toBeVisible();
  for (const theme of themes) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page), `conflict, ${theme}`).toEqual([]);
  }
  await goToPage(page, 'config/history');
  const versions = page.getByRole('region', { name: 'Versions' });
  await versions.getByRole('link').first().click();
  await expect(page.locator('.modified .view-line', { hasText: 'Attic' })).toBeVisible();
  for (const theme of themes) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page), `history, ${theme}`).toEqual([]);
  }
  expect(problems).toEqual([]);
});

test('no barrier in any theme, in narrow windows and large type; German', async ({ context }) => {
  test.slow();
  const { page } = await openConfig(context);
  await goToLine(page, "name: 'Home'");
  await page.keyboard.type(' oops');
  await expect(panel(page)).toContainText('what runs goes on running');
  for (const theme of themes) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page), theme).toEqual([]);
  }
  for (const [width, place] of [
    [900, 'config'],
    [360, 'config/effects'],
    [640, 'config/history'],
  ] as const) {
    await page.setViewportSize({ width, height: 700 });
    await goToPage(page, place);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow, `${width}`).toBeLessThanOrEqual(0);
    expect(await findBarriers(page), `${width}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await chooseTheme(page, 'Deutsch');
  await goToPage(page, 'config');
  await expect(page.getByRole('region', { name: 'Was es bewirkt' })).toBeVisible();
  expect(await findBarriers(page), 'German').toEqual([]);
});

/** The same numbers for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed || 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
