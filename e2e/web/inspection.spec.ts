import { readFile } from 'node:fs/promises';
import { test, type Locator, type Page } from '@playwright/test';
import { createAskingScene, type AskingScene } from '../support/asking-scene.ts';
import { liveIn, type LivedIn } from '../support/lived-in.ts';
import { chooseTheme, expect, findBarriers, messages, openInterface } from './page.ts';

let asking: AskingScene;
let lived: LivedIn;
test.beforeAll(async () => {
  asking = await createAskingScene();
  lived = await liveIn(asking);
});
test.afterAll(async () => {
  await asking.dispose();
});

const list = (page: Page): Locator =>
  page.getByRole('region', { name: 'List of conversations' }).first();
const trace = (page: Page): Locator => page.getByRole('region', { name: 'Trace' }).first();
const conversation = (page: Page): Locator =>
  page.getByRole('region', { name: 'Conversation', exact: true });
const turns = (page: Page): Locator => page.locator('[data-turn]');

/** The turn whose answer says this; which turns are drawn depends on how far one has scrolled. */
const turnThatSays = (page: Page, text: string): Locator =>
  messages(page).getByRole('article').filter({ hasText: text }).locator('[data-turn]');

/** Goes to a place of the page by its address, as a link does. */
async function goTo(page: Page, key?: string, query = ''): Promise<void> {
  const part = key === undefined ? '' : `/${encodeURIComponent(key)}`;
  await page.evaluate(`location.hash = '#/conversations${part}${query}'`);
}

/** A conversation of its own, with these messages asked and answered. */
async function talk(name: string, ...asked: string[]): Promise<string> {
  const key = `agent:assistant:web:direct:${name}`;
  const client = await asking.connect();
  for (const text of asked) await client.ask(text, { sessionKey: key });
  await client.close();
  return key;
}

test('conversations of every channel are listed, narrowed down and found again by address', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, asking.scene);
  await page.getByRole('link', { name: 'Conversations', exact: true }).click();
  await expect(list(page).getByRole('link', { name: /Ann/ })).toBeVisible();
  await expect(list(page).getByRole('link', { name: /a plan please/ })).toBeVisible();
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('combobox', { name: 'Channel' }).selectOption('telegram');
  await expect(list(page).getByRole('link')).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Channel' }).selectOption('');
  await page.getByRole('combobox', { name: 'State' }).selectOption('failed');
  await expect(list(page).getByRole('link')).toHaveCount(1);
  await expect(list(page).getByRole('link', { name: /a plan please/ })).toContainText('Failed');
  await page.reload();
  await expect(list(page).getByRole('link')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Filters (1)' })).toBeVisible();
  expect(problems).toEqual([]);
});

test('the list and the way into a turn and back work by keyboard', async ({ context }) => {
  const { page } = await openInterface(context, asking.scene);
  await goTo(page);
  const links = list(page).getByRole('link');
  await links.first().focus();
  await page.keyboard.press('j');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(2)).toBeFocused();
  await page.keyboard.press('k');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(links.last()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(messages(page)).toBeVisible();
  // The one at the end: those above come and go while the list finds its heights.
  await expect(turns(page).last()).toBeInViewport();
  await turns(page).last().press('Enter');
  await expect(page).toHaveURL(/turn=/);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/turn=/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/conversations$/);
  await page.goBack();
  await expect(messages(page)).toBeVisible();
});

test('Esc pressed twice at once goes two steps back', async ({ context }) => {
  const { page } = await openInterface(context, asking.scene);
  await goTo(page, lived.planKey);
  await turns(page).last().click();
  await expect(page).toHaveURL(/turn=/);
  // Both in one task: nothing is drawn between them.
  await page.evaluate(`for (const _ of [1, 2])
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }))`);
  await expect(page).toHaveURL(/#\/conversations$/);
});

test('a turn tells how its answer came about', async ({ context }) => {
  const { page, problems } = await openInterface(context, asking.scene);
  await goTo(page, lived.telegramKey);
  await expect(turns(page).first()).toContainText('Done');
  // The list opens at its end; what is far above is not drawn.
  await messages(page).hover();
  await page.mouse.wheel(0, -10_000);
  await turnThatSays(page, 'echo: What is on for today?').click();
  const steps = trace(page);
  await expect(steps).toContainText('What is on for today?');
  await expect(steps).toContainText('Assistant answers. What decided: the default agent.');
  await steps.getByText(/Why 2 other rules did not decide/).click();
  await expect(steps).toContainText('the agent of the channel');
  await expect(steps).toContainText('there is none');
  await steps.getByRole('button', { name: /^Model test\/echo/ }).click();
  await steps.getByRole('button', { name: 'Prompt as sent' }).click();
  const prompt = page.getByRole('dialog', { name: 'Prompt as it was sent' });
  await expect(prompt).toContainText('What is on for today?');
  await expect(prompt.getByRole('region', { name: 'Instructions' })).toBeVisible();
  await expect(prompt).toContainText('shell');
  await page.keyboard.press('Escape');
  // How it arrived, with the id the messenger knows it by.
  await expect(steps).toContainText('Sent');
  await expect(steps).toContainText(/Messenger’s id \d+/);
  await page.reload();
  await expect(trace(page)).toContainText('What is on for today?');
  expect(problems).toEqual([]);
});

test('a tool stands there with its arguments, its result and who allowed it', async ({
  context,
}) => {
  const { page } = await openInterface(context, asking.scene);
  await goTo(page, lived.telegramKey);
  await expect(trace(page)).toContainText('Newest turn');
  await turnThatSays(page, 'tool said').click();
  const tool = trace(page).getByRole('button', { name: /^Tool shell/ });
  await tool.first().click();
  await expect(trace(page)).toContainText('Allowed.');
  await expect(trace(page)).toContainText(/By .+ over telegram/);
  await expect(trace(page)).toContainText('echo first');
});

test('a turn grows before one’s eyes, and its question is answered here', async ({ context }) => {
  const key = 'agent:assistant:web:direct:live';
  const client = await asking.connect();
  const args = JSON.stringify({ command: 'echo live' });
  const run = await client.send(`model:tool tool:shell args:${args}`, { sessionKey: key });
  await client.event('approval.changed', ({ approval }) => approval.sessionKey === key);
  const { page } = await openInterface(context, asking.scene);
  await goTo(page, key);
  await expect(trace(page)).toContainText('Running');
  await expect(trace(page).getByRole('button', { name: /^Question shell/ })).toContainText('runs');
  const card = conversation(page).getByRole('region', { name: 'Questions of agents' });
  await card.getByRole('button', { name: 'Allow', exact: true }).click();
  await run.end;
  await client.close();
  await expect(trace(page).getByRole('button', { name: /^Tool shell/ })).toBeVisible();
  await expect(trace(page)).not.toContainText('Running');
  await expect(turns(page).last()).toContainText('Done');
});

test('a found message is brought into view where it stands', async ({ context }) => {
  const { page } = await openInterface(context, asking.scene);
  const asked = Array.from({ length: 30 }, (_, n) => (n === 4 ? 'the needle is here' : `hay ${n}`));
  await talk('search', ...asked);
  await goTo(page);
  await page.getByRole('textbox', { name: 'Search in all messages' }).fill('needle');
  const hit = list(page)
    .getByRole('link', { name: /needle is here/ })
    .last();
  await expect(hit.locator('mark')).toHaveText('needle');
  await hit.click();
  await expect(messages(page).getByText('the needle is here').first()).toBeInViewport();
  await expect(page).toHaveURL(/q=needle/);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(list(page).getByRole('link', { name: /Ann/ })).toBeVisible();
});

test('one takes over, answers on the channel, and hands back', async ({ context }) => {
  const { page } = await openInterface(context, asking.scene);
  const chatId = await asking.letIn('Bea', 'trusted');
  await asking.write('is anybody there?', chatId);
  await asking.said('is anybody there?', chatId);
  await goTo(page);
  await list(page).getByRole('link', { name: /Bea/ }).click();
  await page.getByRole('button', { name: 'Take over' }).click();
  const banner = page.getByText(/^You answer here since/);
  await expect(banner).toBeVisible();
  await asking.write('and now?', chatId);
  await expect(messages(page).getByText('and now?')).toBeVisible();
  await page.getByRole('textbox', { name: 'Answer as Assistant' }).fill('It is me, a person.');
  await page.keyboard.press('Enter');
  await asking.said('It is me, a person.', chatId);
  await expect(messages(page).getByText('It is me, a person.')).toBeVisible();
  await expect(list(page).getByRole('link', { name: /Bea/ })).toContainText('Taken over');
  await page.getByRole('button', { name: 'Hand back' }).click();
  await expect(banner).toHaveCount(0);
  await asking.write('welcome back', chatId);
  await asking.said('welcome back', chatId);
  await expect(messages(page).getByText('echo: and now?')).toHaveCount(0);
});

test('a message is asked anew with other words; branches are compared and chosen', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, asking.scene);
  const key = await talk('branch', 'one egg for breakfast please', 'thank you');
  await goTo(page, key);
  await expect(turns(page)).toHaveCount(2);
  const first = messages(page).getByRole('article').first();
  await first.hover();
  await first.getByRole('button', { name: 'Edit and ask again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit and ask again' });
  await dialog.getByRole('textbox').fill('two eggs for breakfast please');
  await dialog.getByRole('button', { name: 'Ask again' }).click();
  await expect(messages(page).getByText('two eggs for breakfast please').last()).toBeVisible();
  await expect(messages(page).getByText('thank you')).toHaveCount(0);
  await expect(page.getByText('2 branches')).toBeVisible();
  await page.getByRole('button', { name: 'Show branches' }).click();
  await page.getByRole('link', { name: 'Compare' }).click();
  const other = page.getByRole('region', { name: 'The other branch' });
  await expect(other).toContainText('one egg for breakfast please');
  await expect(other).toContainText('thank you');
  await expect(page.getByRole('region', { name: 'The branch it goes on from' })).toContainText(
    'two eggs for breakfast please',
  );
  await expect(
    page.getByRole('region', { name: 'What differs in the last answers' }).locator('mark').first(),
  ).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Go on from the other branch' }).click();
  await expect(messages(page).getByText('thank you').first()).toBeVisible();
  await expect(messages(page).getByText('two eggs for breakfast please')).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('a turn is replayed without a word of it being sent or stored', async ({ context }) => {
  const { page } = await openInterface(context, asking.scene);
  const key = await talk('replay', 'say it again, Sam');
  await goTo(page, key);
  await page.getByRole('button', { name: 'Replay' }).click();
  const dialog = page.getByRole('dialog', { name: /^Ask the same/ });
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(dialog.getByRole('region', { name: 'Now' })).toContainText('say it again, Sam');
  await expect(dialog.getByRole('region', { name: 'Then' })).toContainText('say it again, Sam');
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(messages(page).getByRole('article')).toHaveCount(2);
});

test('a conversation is stopped, asked once more, exported, deleted and brought back', async ({
  context,
}) => {
  const { page } = await openInterface(context, asking.scene);
  const key = await talk('whole', 'keep this one');
  const client = await asking.connect();
  const run = await client.send('model:slow words:2000 wordMs:20', { sessionKey: key });
  await goTo(page, key);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  expect((await run.end).state).toBe('aborted');
  await client.close();
  await expect(turns(page).last()).toContainText('Stopped');
  const menu = conversation(page).getByRole('button', { name: /^Actions for/ });
  await menu.click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
  const file = await download;
  expect(await readFile(await file.path(), 'utf8')).toContain('keep this one');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/#\/conversations$/);
  const row = list(page).getByRole('link', { name: /keep this one/ });
  await expect(row).toContainText('Deleted');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).not.toContainText('Deleted');
  await row.click();
  await expect(messages(page).getByText('keep this one').first()).toBeVisible();
});

test('an answer stopped before its first word is marked at its place, and asked for again', async ({
  context,
}) => {
  const { page } = await openInterface(context, asking.scene);
  const key = await talk('early', 'first of all');
  const client = await asking.connect();
  const run = await client.send('model:hang and wait', { sessionKey: key });
  await goTo(page, key);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  expect((await run.end).state).toBe('aborted');
  await client.close();
  const last = messages(page).getByRole('article').last();
  await expect(last).toHaveAccessibleName(/^Assistant/);
  await expect(last).toContainText('Stopped');
  await page.reload();
  await expect(last).toContainText('Stopped');
  await conversation(page)
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Ask for the last answer once more' }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(last).toContainText('Stopped');
});

test('what a messenger refused is sent once more by hand', async ({ context }) => {
  const { page } = await openInterface(context, asking.scene);
  const chatId = await asking.letIn('Carl', 'trusted');
  const client = await asking.connect();
  await asking.write('model:slow words:20 wordMs:60', chatId);
  const running = await client.event('sessions.changed', ({ session }) => {
    return session?.isRunning === true && session.title.includes('Carl');
  });
  await asking.telegram.setBlocked({ chatId, isBlocked: true });
  await client.event('outbox.changed', ({ state }) => state === 'dead');
  await client.close();
  await goTo(page, running.sessionKey);
  await expect(trace(page)).toContainText('Not deliverable');
  await asking.telegram.setBlocked({ chatId, isBlocked: false });
  await trace(page).getByRole('button', { name: 'Send now' }).first().click();
  await expect(trace(page)).not.toContainText('Not deliverable');
});

test('axe finds nothing in any theme, on conversations as they are', async ({ context }) => {
  test.setTimeout(240_000);
  const { page } = await openInterface(context, asking.scene);
  for (const theme of ['Light', 'Dark', 'High contrast, light', 'High contrast, dark']) {
    await goTo(page, lived.planKey);
    await chooseTheme(page, theme);
    await expect(trace(page)).toContainText('Newest turn');
    const closed = trace(page).locator('button[aria-expanded="false"]');
    while ((await closed.count()) > 0) await closed.first().click();
    expect(await findBarriers(page), theme).toEqual([]);
    await goTo(page, lived.telegramKey);
    await expect(trace(page)).toContainText('Running');
    expect(await findBarriers(page), theme).toEqual([]);
  }
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('textbox', { name: 'Search in all messages' }).fill('plan');
  await expect(page.getByText(/messages? found/).first()).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
});

test('nothing is cut off in German, in narrow windows and at 200 % zoom', async ({ browser }) => {
  test.setTimeout(240_000);
  const context = await browser.newContext({ locale: 'en-GB' });
  const { page } = await openInterface(context, asking.scene);
  await page.getByRole('button', { name: 'Appearance and language' }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  for (const width of [900, 640, 360]) {
    await page.setViewportSize({ width, height: 740 });
    for (const place of [undefined, lived.planKey, lived.telegramKey]) {
      await goTo(page, place);
      await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow, `at ${width} px`).toBeLessThanOrEqual(0);
      expect(await findBarriers(page), `at ${width} px`).toEqual([]);
    }
    await turns(page).last().click();
    await expect(page.getByRole('heading', { name: 'Durchgang' })).toBeVisible();
    expect(await findBarriers(page), `at ${width} px`).toEqual([]);
    await page.goBack();
    await expect(turns(page).last()).toBeVisible();
  }
  await context.close();
});
