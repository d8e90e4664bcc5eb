import { readFile } from 'node:fs/promises';
import { test } from '@playwright/test';
import {
  beginConversation,
  expect,
  messageField,
  messages,
  openInterface,
  say,
  shareScene,
  untilQuiet,
} from './page.ts';

const shared = shareScene();

test('drafts stay with their conversations', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await say(page, 'the first one');
  await untilQuiet(page);
  await messageField(page).fill('half a thought');
  await beginConversation(page);
  await expect(messageField(page)).toHaveValue('');
  await page.getByRole('link', { name: /the first one/ }).click();
  await expect(messageField(page)).toHaveValue('half a thought');
  await page.reload();
  await expect(messageField(page)).toHaveValue('half a thought');
});

test('a found message is brought into view, and older ones while one scrolls up', async ({
  context,
}) => {
  const { page } = await openInterface(context, shared.scene);
  const client = await shared.scene.connect();
  const sessionKey = 'agent:assistant:web:direct:long';
  await client.ask('the needle stands here', { sessionKey });
  for (let index = 0; index < 45; index += 1) await client.ask(`hay ${index}`, { sessionKey });
  await client.close();
  const first = messages(page).getByText('the needle stands here').first();

  await page.getByRole('textbox', { name: 'Search all messages' }).fill('needle');
  const hit = page.getByRole('link', { name: /needle stands/ }).last();
  await expect(hit.locator('mark')).toHaveText('needle');
  await hit.click();
  await expect(first).toBeInViewport();

  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.reload();
  await page.getByRole('link', { name: /needle stands/ }).click();
  await expect(messages(page).getByText('hay 44').first()).toBeInViewport();
  await expect(async () => {
    await messages(page).hover();
    await page.mouse.wheel(0, -20_000);
    await expect(first).toBeInViewport({ timeout: 500 });
  }).toPass();
  await expect(messages(page).getByText('The conversation begins here')).toBeVisible();
});

test('a deleted conversation can be brought back, and else is gone', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await say(page, 'away with it');
  await untilQuiet(page);
  const link = page.getByRole('link', { name: /away with it/ });
  const remove = async (): Promise<void> => {
    await page.getByRole('listitem').filter({ has: link }).hover();
    await page
      .getByRole('region', { name: 'Conversations' })
      .getByRole('button', { name: 'Actions for away with it' })
      .click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
  };
  await remove();
  await expect(link).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(link).toHaveCount(1);
  await remove();
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0, { timeout: 10_000 });
  await expect.poll(() => countSessions('away with it')).toBe(0);
  await page.reload();
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await expect(link).toHaveCount(0);
});

async function countSessions(title: string): Promise<number> {
  const client = await shared.scene.connect();
  const { sessions } = await client.request('sessions.list', { archived: 'all' });
  await client.close();
  return sessions.filter((session) => session.title === title).length;
}

test('a conversation is exported as Markdown', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await say(page, 'keep this');
  await untilQuiet(page);
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Actions for/ })
    .click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.md$/);
  expect(await readFile(await file.path(), 'utf8')).toContain('keep this');
});

test('two pages show the same conversation', async ({ context }) => {
  const first = await openInterface(context, shared.scene);
  await beginConversation(first.page);
  await say(first.page, 'shared words');
  await untilQuiet(first.page);
  const second = await openInterface(context, shared.scene);
  await second.page.getByRole('link', { name: /shared words/ }).click();
  await say(first.page, 'and more');
  await untilQuiet(first.page);
  await expect(messages(second.page).getByRole('article')).toHaveCount(4);
  expect([...first.problems, ...second.problems]).toEqual([]);
});
