import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Client } from '../../e2e/support/client.ts';
import type { Scene } from '../../e2e/support/scene.ts';
import { startTelegramServer } from '../../e2e/servers/telegram/control.ts';
import { goToPage } from '../../e2e/web/page.ts';
import type { SavePicture, TakePictures } from './take.ts';

/** Tools with an extension that waits, schedules, memory and people. */
export const takeOwnToolsPictures: TakePictures = async (page, scene, save) => {
  const client = await scene.connect();
  try {
    await takeTools(page, scene, client, save);
    await takeSchedules(page, client, save);
    await takeMemory(page, client, save);
    await takePeople(page, client, save);
  } finally {
    await client.close();
  }
};

async function takeTools(
  page: Page,
  { stateDir }: Scene,
  client: Client,
  save: SavePicture,
): Promise<void> {
  const folder = path.join(stateDir, 'extensions/weather');
  const parameters = {
    type: 'object',
    properties: { city: { type: 'string', description: 'As people call it.' } },
    required: ['city'],
  };
  const manifest = {
    ...{ name: 'weather', version: '1.0.0', description: 'The weather of tomorrow.' },
    permissions: { hosts: ['api.weather.example'], secrets: ['WEATHER_KEY'] },
    tools: [{ name: 'weather', description: 'Tells the weather in a city.', parameters }],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'index.ts'), 'export function weather() { return "sun"; }');
  await writeFile(path.join(folder, 'extension.json5'), JSON.stringify(manifest));
  await client.request('extension.reload', {});
  await goToPage(page, 'tools/all/web_fetch');
  await page.getByRole('heading', { name: 'web_fetch' }).waitFor();
  await save('tools');
  await goToPage(page, 'tools/extensions/weather');
  await page.getByRole('button', { name: 'Approve this' }).waitFor();
  await save('extensions');
}

async function takeSchedules(page: Page, client: Client, save: SavePicture): Promise<void> {
  await client.request('cron.add', { every: '2h', say: 'Drink something', name: 'Water' });
  await client.request('cron.add', { cron: '30 7 * * *', prompt: 'Plan my day', name: 'My day' });
  const { schedule } = await client.request('cron.add', {
    ...{ cron: '0 8 * * 1-5', name: 'News' },
    say: 'Time to look at what is new in the repository.',
  });
  await client.request('cron.run', { id: schedule.id });
  await goToPage(page, `schedules/${schedule.id}`);
  await page.getByText('By hand', { exact: true }).waitFor();
  await save('schedules');
}

async function takeMemory(page: Page, client: Client, save: SavePicture): Promise<void> {
  for (const text of [
    'Prefers ferries to buses.',
    'Is allergic to nuts.',
    'Likes answers of three lines at most, with the sources at the end.',
    'Works from home on Tuesdays and Thursdays; meetings only after ten.',
  ])
    await client.request('memory.add', { text });
  await goToPage(page, 'memory');
  await page.getByText('Prefers ferries to buses.').waitFor();
  await save('memory');
}

/** Somebody is known from Telegram, and somebody waits at the door. */
async function takePeople(page: Page, client: Client, save: SavePicture): Promise<void> {
  const telegram = await startTelegramServer();
  const path = 'channels.telegram-home';
  const value = { type: 'telegram', token: telegram.token, apiRoot: telegram.apiRoot };
  const edit = async (change: 'set' | 'delete'): Promise<void> => {
    const { hash } = await client.request('config.get', {});
    const edits = [change === 'set' ? { op: change, path, value } : { op: change, path }] as const;
    await client.request('config.edit', { baseHash: hash, edits: [...edits] });
  };
  try {
    await edit('set');
    for (const firstName of ['Bea', 'Carl']) {
      const { id } = await telegram.createPrivateChat({ firstName });
      await telegram.injectMessage({ chatId: id, text: 'hello' });
      await telegram.waitForMessages({ match: { chatId: id, contains: 'code' } });
    }
    const { pending } = await client.request('people.list', {});
    const code = pending.find(({ name }) => name === 'Bea')?.code ?? '';
    await client.request('people.approve', { code });
    await goToPage(page, 'people/waiting');
    await page.getByRole('listitem', { name: 'Carl' }).waitFor();
    await save('people');
    await client.request('people.reject', {
      code: pending.find(({ name }) => name === 'Carl')?.code ?? '',
    });
    await edit('delete');
  } finally {
    await telegram.stop();
  }
}
