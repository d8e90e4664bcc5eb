import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type Locator, type Page } from '@playwright/test';
import {
  beginConversation,
  chooseTheme,
  expect,
  findBarriers,
  messageField,
  messages,
  openInterface,
  say,
  shareScene,
  untilQuiet,
} from './page.ts';

const shared = shareScene({
  agent: { name: 'Ada', tools: ['shell'] },
  config: { tools: { shell: { enabled: true } } },
});

/** Asks for a command that notes that it ran. */
async function wish(page: Page, note: string, command = `echo ${note}`): Promise<void> {
  const whole = `${command} >> ${path.join(shared.scene.root, note)}`;
  await say(page, `model:tool tool:shell args:${JSON.stringify({ command: whole })}`);
}

/** What the command has noted; undefined when it did not run. */
function noted(note: string): Promise<string | undefined> {
  return readFile(path.join(shared.scene.root, note), 'utf8').catch(() => undefined);
}

const questions = (page: Page): Locator =>
  page.getByRole('region', { name: 'Questions of agents' });
const button = (page: Page, name: string): Locator =>
  questions(page).getByRole('button', { name, exact: true });

/** Answers what still waits, as from another program of the owner. */
async function answerElsewhere(decision: 'allow' | 'deny'): Promise<void> {
  const client = await shared.scene.connect();
  const { approvals } = await client.request('approval.list', {});
  for (const { id } of approvals) await client.request('approval.resolve', { id, decision });
  await client.close();
}

test.afterEach(() => answerElsewhere('deny'));

test('what an agent asks is read, allowed, and then done', async ({ context }) => {
  const { page, problems } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await wish(page, 'allowed');
  await expect(questions(page)).toContainText('Ada asks: may I use shell?');
  await expect(questions(page)).toContainText('echo allowed');
  await expect(questions(page)).toContainText(/expires in \d+ (min|sec)/);
  await expect(messages(page).locator('details').first()).toContainText('Waits for you');
  expect(await noted('allowed')).toBeUndefined();
  await button(page, 'Allow').click();
  await expect(questions(page)).toHaveCount(0);
  await expect(messageField(page)).toBeFocused();
  await untilQuiet(page);
  await expect(messages(page).locator('details').first()).toContainText('Done');
  expect(await noted('allowed')).toBe('allowed\n');
  expect(problems).toEqual([]);
});

test('what is denied is not done', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await wish(page, 'denied');
  await button(page, 'Deny').click();
  await untilQuiet(page);
  await expect(messages(page)).toContainText('Denied. The call was not run.');
  expect(await noted('denied')).toBeUndefined();
});

test('a question outlives a reload of the page, and its tool still waits', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await wish(page, 'reloaded');
  await expect(button(page, 'Deny')).toBeVisible();
  await page.reload();
  await expect(questions(page)).toContainText('echo reloaded');
  await expect(messages(page).locator('details').first()).toContainText('Waits for you');
  await button(page, 'Allow').click();
  await untilQuiet(page);
  expect(await noted('reloaded')).toBe('reloaded\n');
});

test('a question that is answered elsewhere goes with one line', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await wish(page, 'elsewhere');
  await expect(button(page, 'Allow')).toBeVisible();
  await answerElsewhere('deny');
  await expect(questions(page)).toHaveCount(0);
  await expect(page.getByText('Denied elsewhere: shell')).toBeVisible();
  await untilQuiet(page);
  expect(await noted('elsewhere')).toBeUndefined();
});

test('"always" says what it would hold for before it is made a rule', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await wish(page, 'always');
  await button(page, 'Always for this …').click();
  await expect(button(page, 'Back')).toBeFocused();
  await expect(questions(page)).toContainText(
    'From now on Ada may use shell for messages on web without asking',
  );
  await expect(questions(page)).toContainText('echo always');
  await button(page, 'Back').click();
  await expect(button(page, 'Deny')).toBeVisible();
  await button(page, 'Always for this …').click();
  await button(page, 'Always allow').click();
  await untilQuiet(page);
  await wish(page, 'always');
  await expect(async () => expect(await noted('always')).toBe('always\nalways\n')).toPass();
  await expect(questions(page)).toHaveCount(0);
});

test('no key that is pressed where one writes answers a question', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await wish(page, 'by-accident');
  await expect(button(page, 'Allow')).toBeVisible();
  await expect(messageField(page)).toBeFocused();
  for (const key of ['Enter', 'Space', 'y', 'Alt+y', 'Alt+Enter']) await page.keyboard.press(key);
  // The way there leads to the question as a whole; Enter answers nothing.
  await page.keyboard.press('Alt+a');
  await expect(page.locator('[data-approval]')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await expect(button(page, 'Allow')).toBeVisible();
  await expect(button(page, 'Allow')).toBeEnabled();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(button(page, 'Allow')).toBeFocused();
  expect(await noted('by-accident')).toBeUndefined();
});

test('a click that was meant for what stood there before allows nothing', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  // Faster than anybody could read: pressed in the moment in which it appears.
  await page.evaluate(`new MutationObserver((_changes, observer) => {
    const button = document.querySelector('[data-approval] button');
    if (button?.textContent !== 'Allow') return;
    observer.disconnect();
    button.click();
    document.title = 'pressed ' + button.textContent;
  }).observe(document.body, { childList: true, subtree: true })`);
  await wish(page, 'too-early');
  await expect(page).toHaveTitle('pressed Allow');
  const press = (clicks: number) =>
    button(page, 'Allow').dispatchEvent('click', { detail: clicks, bubbles: true });
  await expect(button(page, 'Allow')).toBeEnabled();
  await press(2);
  await expect(button(page, 'Deny')).toBeEnabled();
  expect(await noted('too-early')).toBeUndefined();
  // The same click at rest does allow, so it was the moment that kept it from doing so.
  await press(1);
  await expect(questions(page)).toHaveCount(0);
  await untilQuiet(page);
  expect(await noted('too-early')).toBe('too-early\n');
});

test('a question elsewhere is told of in the sidebar; what is too long to read is not allowed there', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  const notices = page.getByRole('region', { name: 'Notices' });
  await beginConversation(page);
  await wish(page, 'short');
  await beginConversation(page);
  await expect(notices).toContainText('Ada asks: may I use shell?');
  await expect(notices.getByRole('button', { name: 'Deny' })).toBeVisible();
  await notices.getByRole('button', { name: 'Deny' }).click();
  await expect(notices).toHaveCount(0);

  await wish(page, 'long', `echo ${'word '.repeat(60)}`);
  await expect(questions(page)).toBeVisible();
  await beginConversation(page);
  await expect(notices).toContainText('Too long to be decided here.');
  await expect(notices.getByRole('button', { name: 'Allow' })).toHaveCount(0);
  await notices.getByRole('link', { name: /^Open/ }).click();
  await expect(button(page, 'Allow')).toBeVisible();
});

test('where one looks into the conversation, the question stands there and not in the sidebar too', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await wish(page, 'looked-into');
  await expect(button(page, 'Allow')).toBeVisible();
  const notices = page.getByRole('region', { name: 'Notices' });
  await page.getByRole('link', { name: /^Usage/ }).click();
  await expect(notices).toContainText('may I use shell?');
  await page.goBack();
  await expect(button(page, 'Allow')).toBeVisible();
  await page.evaluate(`location.hash = location.hash.replace('#/chat/', '#/conversations/')`);
  await expect(page.getByRole('heading', { name: 'Conversations', level: 1 })).toBeVisible();
  await expect(button(page, 'Allow')).toBeVisible();
  await expect(notices).toHaveCount(0);
});

test('the list keeps its place when a question appears and goes', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await say(page, 'a line to be read\n'.repeat(80));
  await untilQuiet(page);
  const list = `document.querySelector('[role="region"][aria-label="Messages"]')`;
  const measure = (words: string) => page.evaluate<number>(`((list) => ${words})(${list})`);
  const distance = () => measure('list.scrollHeight - list.scrollTop - list.clientHeight');
  await wish(page, 'at-the-end');
  await expect(button(page, 'Deny')).toBeVisible();
  await expect.poll(distance).toBeLessThan(60);
  await button(page, 'Deny').click();
  await untilQuiet(page);
  await expect.poll(distance).toBeLessThan(60);

  await wish(page, 'further-up', 'sleep 0; echo x');
  await expect(button(page, 'Deny')).toBeVisible();
  await messages(page).hover();
  await page.mouse.wheel(0, -900);
  await expect(page.getByRole('button', { name: 'Latest message' })).toBeVisible();
  const before = await measure('list.scrollTop');
  await answerElsewhere('deny');
  await expect(questions(page)).toHaveCount(0);
  await untilQuiet(page);
  expect(Math.abs((await measure('list.scrollTop')) - before)).toBeLessThan(2);
});

test('axe finds nothing while a question waits, in light and dark and in narrow windows', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await wish(page, 'long-one', `echo ${'word '.repeat(200)}`);
  await expect(button(page, 'Allow')).toBeEnabled();
  for (const theme of ['Light', 'Dark', 'High contrast, light', 'High contrast, dark']) {
    await chooseTheme(page, theme);
    expect(await findBarriers(page), theme).toEqual([]);
  }
  await button(page, 'Always for this …').click();
  expect(await findBarriers(page)).toEqual([]);
  await button(page, 'Back').click();
  // 640 by 400 is what a window of 1280 by 800 has at 200 % zoom.
  for (const [width, height] of [
    [360, 740],
    [640, 400],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(button(page, 'Allow')).toBeInViewport();
    await expect(button(page, 'Deny')).toBeInViewport();
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow, `at ${width} px`).toBeLessThanOrEqual(0);
    expect(await findBarriers(page)).toEqual([]);
  }
});
