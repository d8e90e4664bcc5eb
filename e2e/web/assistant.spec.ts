import { test } from '@playwright/test';
import {
  beginConversation,
  expect,
  goToPage,
  messages,
  openInterface,
  say,
  shareScene,
  signInUrl,
  untilQuiet,
} from './page.ts';

const shared = shareScene({
  agent: { name: 'Ada', model: 'offline/assistant', tools: ['@safe'] },
});

/** What the offline assistant says of itself when it can't help, or may not. */
const helpless =
  /not a language model|kein Sprachmodell|only with the tool|nur mit dem Werkzeug|did not work|nicht geklappt/;

const texts = {
  en: { locale: 'en-GB', fresh: 'New conversation', title: 'What can I do for you?' },
  de: { locale: 'de-DE', fresh: 'Neues Gespräch', title: 'Was kann ich für dich tun?' },
} as const;

for (const { locale, fresh, title } of Object.values(texts)) {
  test(`each suggestion is something that works: ${locale}`, async ({ browser }) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(await signInUrl(shared.scene));
    await expect(page.getByText(/^(Connected|Verbunden)$/)).toBeVisible();
    await goToPage(page, 'chat');
    const heading = page.getByRole('heading', { name: title });
    const prompts = page.getByRole('main').getByRole('listitem').getByRole('button');
    await page.getByRole('button', { name: fresh, exact: true }).click();
    await expect(heading).toBeVisible();
    const count = await prompts.count();
    expect(count).toBeGreaterThan(3);
    for (let index = 0; index < count; index += 1) {
      await prompts.nth(index).click();
      const list = page.getByRole('region', { name: /^(Messages|Nachrichten)$/ });
      const answer = list.getByRole('article', { name: /^Ada, / }).last();
      await expect(answer).toContainText(/\w{2,}/);
      await expect(page.getByRole('button', { name: /^(Stop the|Antwort stoppen)/ })).toHaveCount(
        0,
      );
      await expect(answer).not.toContainText(helpless);
      await page.getByRole('button', { name: fresh, exact: true }).click();
      await expect(heading).toBeVisible();
    }
    await context.close();
  });
}

test('what the assistant can not do would be noticed', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  for (const words of [
    'Who won the cup in 1974?',
    'flibber the gadget',
    'Wie hoch ist der Brocken?',
  ]) {
    await beginConversation(page);
    await say(page, words);
    await untilQuiet(page);
    await expect(messages(page).getByRole('article', { name: /^Ada, / })).toContainText(helpless);
  }
});

test('a reminder comes by itself, says so, and can not be asked for again', async ({ context }) => {
  const { page, problems } = await openInterface(context, shared.scene);
  await beginConversation(page);
  await say(page, 'remind me in 2 seconds to stretch');
  await untilQuiet(page);
  const reminder = messages(page)
    .getByRole('article', { name: /^Ada, / })
    .last();
  await expect(reminder).toContainText('by itself');
  await expect(reminder).toContainText('stretch');
  await expect(reminder.getByRole('button', { name: 'Answer again' })).toHaveCount(0);
  await page.reload();
  await expect(reminder).toContainText('by itself');
  expect(problems).toEqual([]);
});
