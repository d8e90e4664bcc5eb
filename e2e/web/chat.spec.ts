import { test } from '@playwright/test';
import {
  beginConversation,
  expect,
  messageField,
  messages,
  openInterface,
  refuseKey,
  say,
  shareScene,
  untilQuiet,
} from './page.ts';

const shared = shareScene();

test('the one-time code leaves the address bar and the history', async ({ context }) => {
  const { page, problems } = await openInterface(context, shared.scene);
  expect(page.url()).not.toContain('code=');
  await page.goBack();
  expect(page.url()).not.toContain('code=');
  expect(problems).toEqual([]);
});

test('a message is answered, and both are there after a reload', async ({ context }) => {
  const { page, problems } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await say(page, 'good morning');
  await untilQuiet(page);
  await expect(messages(page).getByRole('article', { name: /^Assistant, / })).toHaveCount(1);
  await page.reload();
  await expect(messages(page).getByText('good morning').first()).toBeVisible();
  await expect(messages(page).getByRole('article')).toHaveCount(2);
  expect(problems).toEqual([]);
});

const drawing = [
  'A **bold** word and a [link](https://example.org/a).',
  '<img src=x onerror="document.title=`owned`"><script>document.title="owned"</script>',
  '![cat](https://example.org/cat.png) [bad](javascript:alert(1))',
  '```ts\nconst answer = 42;\n```',
].join('\n\n');

test('Markdown is drawn, raw HTML and images are not', async ({ context }) => {
  const { page, problems } = await openInterface(context, shared.scene);
  await beginConversation(page);
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  await shared.scene.model.addScript({
    contains: 'draw it',
    answers: [{ kind: 'text', text: drawing }],
  });
  await say(page, 'draw it');
  await untilQuiet(page);
  const answer = messages(page).getByRole('article', { name: /^Assistant, / });
  await expect(answer.locator('strong')).toHaveText('bold');
  await expect(answer.getByRole('link', { name: /^link/ })).toHaveAttribute('rel', /noopener/);
  await expect(answer.getByRole('link', { name: /^link/ })).toContainText('https://example.org/a');
  await expect(answer.locator('img, script')).toHaveCount(0);
  await expect(answer.locator('a[href^="javascript"]')).toHaveCount(0);
  await expect(answer.locator('.hljs-keyword')).toHaveText('const');
  expect(await page.title()).toBe('OpenClaw');
  expect(requested.filter((url) => !url.startsWith(shared.scene.gateway.httpUrl))).toEqual([]);
  expect(problems).toEqual([]);
});

test('an answer can be stopped with Esc, and asked for again', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await say(page, 'model:slow words:200 wordMs:50');
  await expect(page.getByRole('button', { name: /^Stop the answer/ })).toBeVisible();
  await expect(messages(page).getByRole('article', { name: 'Assistant' })).toContainText(/\w+ \w+/);
  await messageField(page).press('Escape');
  await expect(messages(page).getByText('Stopped')).toBeVisible();
  await page.getByRole('button', { name: 'Answer again' }).click();
  await expect(messages(page).getByText('Stopped')).toHaveCount(0);
  await expect(messages(page).getByRole('article', { name: 'Assistant' })).toContainText(/\w+ \w+/);
  await page.getByRole('button', { name: /^Stop the answer/ }).click();
  await expect(messages(page).getByText('Stopped')).toBeVisible();
  await expect(messages(page).getByRole('article', { name: /^You, / })).toHaveCount(1);
});

test('an answer stopped before its first word says so, also after a reload, and is asked for again', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await say(page, 'model:hang please');
  await page.getByRole('button', { name: /^Stop the answer/ }).click();
  const answer = messages(page).getByRole('article', { name: /^Assistant, / });
  await expect(answer).toContainText('Stopped');
  await page.reload();
  await expect(answer).toContainText('Stopped');
  await page.getByRole('button', { name: 'Answer again' }).click();
  await expect(answer).toHaveCount(0);
  await page.getByRole('button', { name: /^Stop the answer/ }).click();
  await expect(answer).toContainText('Stopped');
});

test('a failed answer says why, what to do, and can be tried again', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await refuseKey(shared.scene, 'no key today');
  await say(page, 'no key today');
  const failure = page.getByRole('group', { name: 'The answer failed' });
  await expect(failure).toBeVisible();
  await expect(failure.locator('code')).toHaveText('PROVIDER_KEY_REFUSED');
  await expect(failure.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('a tool is shown as a row that opens', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await say(page, 'model:tool tool:calculate args:{"expression":"6*7"}');
  await untilQuiet(page);
  const row = messages(page).locator('details').first();
  await expect(row).toContainText('calculate');
  await row.locator('summary').click();
  await expect(row.getByRole('region', { name: 'Result' })).toContainText('42');
});

test('slash commands complete, and Shift-Enter makes a new line', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await messageField(page).fill('/st');
  await expect(page.getByRole('option')).toHaveCount(2);
  await messageField(page).press('Enter');
  await untilQuiet(page);
  await expect(messages(page).getByRole('article', { name: /^(Assistant|System), / })).toHaveCount(
    1,
  );
  await messageField(page).pressSequentially('one');
  await messageField(page).press('Shift+Enter');
  await messageField(page).pressSequentially('two');
  await expect(messageField(page)).toHaveValue('one\ntwo');
});

/** The element that scrolls, for code that runs in the page. */
const list = `document.querySelector('[role="region"][aria-label="Messages"]')`;

test('the wheel leaves the end, also where the list was just brought there by itself', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await say(page, 'model:slow words:1500 wordMs:0');
  await expect
    .poll(() => page.evaluate<number>(`${list}.scrollHeight / ${list}.clientHeight`))
    .toBeGreaterThan(1.5);
  await untilQuiet(page);
  await expect(page.getByRole('button', { name: 'Latest message' })).toHaveCount(0);
  // The list's own move is heard after the wheel and before the wheel has moved anything.
  await page.evaluate(`for (const event of [
    new WheelEvent('wheel', { deltaY: -100 }),
    new Event('scroll'),
  ]) ${list}.dispatchEvent(event)`);
  await expect(page.getByRole('button', { name: 'Latest message' })).toBeVisible();
});

test('the list stays at its end while an answer grows, and where one has scrolled to', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  const measure = (words: string) => page.evaluate<number>(`((list) => ${words})(${list})`);
  const distance = () => measure('list.scrollHeight - list.scrollTop - list.clientHeight');
  await say(page, 'model:slow words:1500 wordMs:2');
  await expect.poll(() => measure('list.scrollHeight / list.clientHeight')).toBeGreaterThan(1.5);
  await expect.poll(distance).toBeLessThan(60);
  await messages(page).hover();
  // Turned on, as a person does: the list may take back the first turn while it learns its heights.
  await expect(async () => {
    await page.mouse.wheel(0, -1_000);
    await expect(page.getByRole('button', { name: 'Latest message' })).toBeVisible({
      timeout: 500,
    });
  }).toPass();
  await untilQuiet(page);
  await expect(page.getByRole('button', { name: 'Latest message' })).toBeVisible();
  await page.getByRole('button', { name: 'Latest message' }).click();
  await expect.poll(distance).toBeLessThan(60);
});
