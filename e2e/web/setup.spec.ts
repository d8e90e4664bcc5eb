import { test } from '@playwright/test';
import {
  expect,
  findBarriers,
  goToPage,
  messages,
  openInterface,
  say,
  shareScene,
  untilQuiet,
} from './page.ts';

const shared = shareScene({ config: { agents: undefined, models: undefined } });

test('from nothing to an assistant with a model that was tried, and the first word', async ({
  context,
}) => {
  const { page, problems } = await openInterface(context, shared.scene);
  const client = await shared.scene.connect();
  const read = async (): Promise<string> => (await client.request('config.get', {})).raw;
  await goToPage(page, 'overview');
  await page.getByRole('link', { name: 'Set up' }).first().click();
  await expect(page.getByRole('heading', { name: 'A model', exact: true })).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);

  const before = await read();
  await page.getByRole('radio', { name: 'Another server' }).check();
  await page.getByRole('textbox', { name: 'Address' }).fill(shared.scene.model.baseUrl);
  await page.getByLabel('Key').fill(shared.scene.model.apiKey);
  await page.getByRole('textbox', { name: 'Model' }).fill('forbidden');
  await page.getByRole('button', { name: 'Try and use it' }).click();
  await expect(page.getByText('That did not work, nothing was kept')).toBeVisible();
  expect(await read()).toBe(before);
  await page.getByRole('textbox', { name: 'Model' }).fill('echo');
  await page.getByRole('button', { name: 'Try and use it' }).click();
  await expect(page.getByText('local/echo answers by default')).toBeVisible();
  await expect(page.getByText('Connect another')).toBeVisible();
  await expect(page.getByLabel('Key')).toBeHidden();
  expect(await read()).toContain('${secret:LOCAL_API_KEY}');
  expect(await read()).not.toContain(shared.scene.model.apiKey);

  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'A messenger' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'A messenger' })).toBeVisible();
  await page.getByRole('button', { name: 'Skip for now' }).click();
  await page.getByRole('link', { name: 'Say hello here' }).click();
  await say(page, 'hello');
  await untilQuiet(page);
  await expect(messages(page).getByText('echo: hello')).toBeVisible();
  await goToPage(page, 'setup');
  await expect(page.getByText('You have spoken already. That is all.')).toBeVisible();
  expect(problems).toEqual([]);
  await client.close();
});

test('nothing is cut off in a narrow window', async ({ context }) => {
  const { page } = await openInterface(context, shared.scene);
  await page.setViewportSize({ width: 360, height: 740 });
  for (const step of ['model', 'agent', 'messenger', 'hello']) {
    await goToPage(page, `setup/${step}`);
    await expect(page.getByRole('heading', { name: 'Set up', level: 1 })).toBeVisible();
    expect(await findBarriers(page), step).toEqual([]);
  }
});
