import { test } from '@playwright/test';
import { createAskingScene, type AskingScene } from '../support/asking-scene.ts';
import { expect, messages, openInterface } from './page.ts';

let asking: AskingScene;
test.beforeAll(async () => {
  asking = await createAskingScene();
});
test.afterAll(async () => {
  await asking.dispose();
});

/** Somebody the assistant does not know writes to it. */
async function knock(firstName: string): Promise<number> {
  const { id } = await asking.telegram.createPrivateChat({ firstName });
  await asking.write('hello', id);
  return id;
}

test('somebody at the door is let in, and learns of it', async ({ context }) => {
  const { page, problems } = await openInterface(context, asking.scene);
  const chatId = await knock('Bea');
  const notice = page
    .getByRole('region', { name: 'Notices' })
    .getByRole('article')
    .filter({ hasText: 'Bea wants to write to the assistant' });
  await expect(notice).toContainText(/on telegram · code [A-Z0-9]{8}/);
  await notice.getByRole('button', { name: 'Let in' }).click();
  await expect(page.getByText('Bea is let in')).toBeVisible();
  await expect(notice).toHaveCount(0);
  await asking.said('let in', chatId);
  expect(problems).toEqual([]);
});

test('somebody at the door is turned down, and stays outside', async ({ context }) => {
  const { page } = await openInterface(context, asking.scene);
  await knock('Carl');
  const notice = page
    .getByRole('region', { name: 'Notices' })
    .getByRole('article')
    .filter({ hasText: 'Carl wants to write to the assistant' });
  await notice.getByRole('button', { name: 'Turn down' }).click();
  await expect(page.getByText('Carl was turned down')).toBeVisible();
  await expect(notice).toHaveCount(0);
  const client = await asking.connect();
  const { people } = await client.request('people.list', {});
  await client.close();
  expect(people.map(({ name }) => name)).not.toContain('Carl');
});

test('a question of a chat on Telegram is answered here, also while one only reads along', async ({
  context,
}) => {
  const { page } = await openInterface(context, asking.scene);
  await asking.wish(asking.chatId, 'from-the-page');
  const notices = page.getByRole('region', { name: 'Notices' });
  await notices.getByRole('link', { name: /^Open/ }).click();
  await expect(page.getByText(/^You are reading along/)).toBeVisible();
  const card = page.getByRole('region', { name: 'Questions of agents' });
  await card.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(card).toHaveCount(0);
  await asking.said('Allowed');
  await expect.poll(() => asking.runs()).toContain('from-the-page');
  await expect(messages(page).locator('details').last()).toBeVisible();
});

test('a question that is answered on Telegram goes, and says where that was', async ({
  context,
}) => {
  const { page } = await openInterface(context, asking.scene);
  await asking.wish(asking.chatId, 'on-telegram');
  await expect(page.getByText('on-telegram').first()).toBeVisible();
  const [waiting] = await asking.pending();
  const asked = await asking.said(waiting?.code ?? '?');
  await asking.press(asked, 'Deny');
  await expect(page.getByText('Denied on telegram: shell')).toBeVisible();
  expect(asking.runs()).not.toContain('on-telegram');
});
