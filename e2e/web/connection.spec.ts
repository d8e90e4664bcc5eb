import { test, type Page } from '@playwright/test';
import { createScene, type Scene } from '../support/scene.ts';
import { expect, goToPage, messages, openInterface, say, signInUrl, untilQuiet } from './page.ts';

let scene: Scene;
test.beforeEach(async () => {
  scene = await createScene();
});
test.afterEach(async () => {
  await scene.dispose();
});

/** Asks the page to connect; it may have done so by itself just then, which is as good. */
async function tryNow(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Try now' });
  const connected = page.getByText('Connected', { exact: true });
  await Promise.race([button.click(), expect(connected).toBeVisible()]);
}

test('what is sent while the gateway is away goes out once when it is back', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, scene);
  await say(page, 'before');
  await expect(messages(page).getByText('echo: before')).toBeVisible();
  await untilQuiet(page);
  await scene.end('SIGKILL');
  await expect(page.getByText('Connection lost')).toBeVisible();
  await say(page, 'meanwhile');
  await expect(messages(page).getByText('Waits for the connection')).toBeVisible();
  await scene.start();
  await tryNow(page);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await expect(messages(page).getByText('Waits for the connection')).toHaveCount(0);
  await untilQuiet(page);
  await expect(messages(page).getByRole('article')).toHaveCount(4);
  await expect(messages(page).getByText('echo: meanwhile')).toBeVisible();
  expect(await scene.model.countRequests('meanwhile')).toBe(1);
  // Code that was asked for while the gateway was away is fetched later.
  const others = problems.filter((problem) => !problem.includes('ERR_CONNECTION_REFUSED'));
  expect(others).toEqual([]);
});

test('an unsent message outlives a reload of the page', async ({ context }) => {
  const { page } = await openInterface(context, scene);
  await say(page, 'before');
  await expect(messages(page).getByText('echo: before')).toBeVisible();
  await untilQuiet(page);
  let isCut = true;
  // The line alone is cut: the page itself can still be loaded.
  await page.routeWebSocket(/.*/, (socket) => {
    if (isCut) void socket.close();
    else socket.connectToServer();
  });
  await page.reload();
  await expect(page.getByText(/Connection lost|Connecting/)).toBeVisible();
  await say(page, 'kept over the reload');
  await expect(page.getByText('Waits for the connection')).toBeVisible();
  await page.reload();
  await expect(messages(page).getByText('kept over the reload')).toBeVisible();
  isCut = false;
  await tryNow(page);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await untilQuiet(page);
  await expect(messages(page).getByRole('article')).toHaveCount(4);
  expect(await scene.model.countRequests('kept over the reload')).toBe(1);
});

test('an answer that streams goes on after the line was cut, without a doubled word', async ({
  context,
}) => {
  const page = await context.newPage();
  const lines: { close(): Promise<void> }[] = [];
  await page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer();
    lines.push({
      async close() {
        await server.close();
        await socket.close({ code: 1012 });
      },
    });
  });
  await page.goto(await signInUrl(scene));
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await goToPage(page, 'chat');
  await say(page, 'model:slow words:60 wordMs:50');
  const answer = messages(page).getByRole('article', { name: /^Assistant/ });
  await expect(answer).toContainText(/\w+ \w+ \w+/);
  await lines.at(-1)?.close();
  await tryNow(page);
  await untilQuiet(page);
  await expect(answer).toHaveCount(1);
  const [stored] = scene.query<{ text: string }>(
    "select text from message where role = 'assistant' order by id desc limit 1",
  );
  const drawn = await answer.locator('p').last().textContent();
  expect(drawn?.replace(/\s+/g, ' ').trim()).toBe(stored?.text.replace(/\s+/g, ' ').trim());
});

test('a browser that is not signed in is told how to get in', async ({ context }) => {
  const page = await context.newPage();
  await page.goto(scene.gateway.httpUrl);
  await expect(page.getByRole('heading', { name: 'Sign in to this gateway' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Link or code' }).fill('not a code !');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('textbox', { name: 'Link or code' }).fill(await signInUrl(scene));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
});
