import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';
import type { Client } from './client.ts';
import { createScene, type Scene } from './scene.ts';

const mcpServer = fileURLToPath(new URL('../servers/mcp/stdio.ts', import.meta.url));

/** A gateway that has been used for a while: its own tools, schedules, notes and people, some broken. */
export interface OwnToolsScene {
  readonly scene: Scene;
  readonly telegram: TelegramServer;
  /** Somebody writes on Telegram for the first time; resolves when they wait at the door. */
  knock(firstName: string): Promise<void>;
  /** Lets somebody in who has knocked. */
  letIn(firstName: string, role: 'owner' | 'trusted' | 'guest'): Promise<void>;
  /** An agent asks whether it may run a command; resolves when the question stands there. */
  ask(note: string): Promise<void>;
  dispose(): Promise<void>;
}

/** So long that no row and no button may be made for it. */
export const longName = 'Rechnungseingangsprüfungsassistentin der Buchhaltung Norddeutschland';

/** Makes the scene. Nothing of it needs a model beside the local one. */
export async function createOwnToolsScene(): Promise<OwnToolsScene> {
  const telegram = await startTelegramServer();
  const scene = await createScene({
    config: configOf(telegram),
  }).catch(async (error: unknown) => {
    await telegram.stop();
    throw error;
  });
  const self: OwnToolsScene = {
    scene,
    telegram,
    async knock(firstName) {
      const { id } = await telegram.createPrivateChat({ firstName });
      await telegram.injectMessage({ chatId: id, text: 'hello' });
      await telegram.waitForMessages({ match: { chatId: id, contains: 'code' } });
    },
    async letIn(firstName, role) {
      await self.knock(firstName);
      const client = await scene.connect();
      const { pending } = await client.request('people.list', {});
      const code = pending.find(({ name }) => name?.startsWith(firstName))?.code ?? '';
      await client.request('people.approve', { code, role });
      await client.close();
    },
    async ask(note) {
      const client = await scene.connect();
      const args = JSON.stringify({ command: `echo ${note}` });
      await client.send(`model:tool tool:shell args:${args}`, {
        sessionKey: `agent:assistant:asking:${note}`,
      });
      await client.event('approval.changed', ({ approval }) => approval.state === 'pending');
      await client.close();
    },
    async dispose() {
      await scene.dispose();
      await telegram.stop();
    },
  };
  try {
    await writeOwnTools(scene);
    const error = { kind: 'error', status: 401, message: 'Incorrect API key' } as const;
    await scene.model.addScript({ contains: 'weekly numbers', answers: [error, error, error] });
    const client = await scene.connect();
    await addSchedules(client);
    await addNotes(client);
    await client.request('extension.reload', {});
    await client.close();
  } catch (error) {
    await self.dispose();
    throw error;
  }
  return self;
}

function configOf(telegram: TelegramServer): Record<string, unknown> {
  return {
    agents: {
      assistant: { name: 'Ada', model: 'test/echo', default: true, tools: ['@all'] },
      rechnungen: { name: longName, model: 'test/echo', tools: ['@safe', '!memory'] },
    },
    owner: { name: 'Ann', timeZone: 'Europe/Berlin' },
    channels: { telegram: { token: telegram.token, apiRoot: telegram.apiRoot } },
    tools: {
      shell: { enabled: true },
      profiles: { research: ['@safe', 'web_*', 'files'] },
      approvals: {
        rules: [
          { tool: 'browser', action: 'ask' },
          { tool: 'shell', agent: 'rechnungen', when: { command: '*sudo*' }, action: 'deny' },
          { tool: 'message', channel: 'web', action: 'allow' },
        ],
      },
    },
    mcp: {
      servers: {
        shelf: { command: process.execPath, args: [mcpServer] },
        gone: { command: '/no/such/program' },
      },
    },
    schedules: {
      news: { cron: '0 8 * * 1-5', prompt: 'What is new in the repository? Three lines.' },
      holiday: { cron: '0 0 30 2 *', say: 'never' },
    },
  };
}

async function writeOwnTools({ stateDir }: Scene): Promise<void> {
  const folder = (kind: string, name: string): string => path.join(stateDir, kind, name);
  const extension = async (name: string, manifest: object, code: string): Promise<void> => {
    await mkdir(folder('extensions', name), { recursive: true });
    const whole = { name, version: '1.2.0', description: `The ${name} of tomorrow.`, ...manifest };
    await writeFile(path.join(folder('extensions', name), 'index.ts'), code);
    await writeFile(
      path.join(folder('extensions', name), 'extension.json5'),
      JSON.stringify(whole, undefined, 2),
    );
  };
  const tool = (name: string) => ({
    name,
    description: `Tells the ${name} of tomorrow in a city.`,
    parameters: {
      type: 'object',
      properties: {
        city: { type: 'string', description: 'As people call it.' },
        days: { type: 'integer', minimum: 1, maximum: 7, default: 1 },
        unit: { enum: ['celsius', 'fahrenheit'] },
      },
      required: ['city'],
    },
  });
  const fine = (name: string): string =>
    `export function ${name}({ city }: { city: string }): string { return '${name} in ' + city; }`;
  await extension('forecast', { tools: [tool('forecast')] }, fine('forecast'));
  const permissions = {
    hosts: ['api.weather.example', '*.maps.example'],
    folders: [{ path: '~/weather', write: true }],
    secrets: ['WEATHER_KEY'],
  };
  await extension('weather', { permissions, tools: [tool('weather')] }, fine('weather'));
  await extension('tides', { tools: [{ ...tool('tides'), asks: 'perhaps' }] }, fine('tides'));
  await mkdir(folder('skills', 'invoices'), { recursive: true });
  await writeFile(
    path.join(folder('skills', 'invoices'), 'SKILL.md'),
    '---\nname: invoices\ndescription: Writes invoices the way our company does.\n---\n\n# Invoices\n',
  );
  await mkdir(folder('skills', 'odd'), { recursive: true });
  await writeFile(path.join(folder('skills', 'odd'), 'SKILL.md'), 'no head at all');
}

async function addSchedules(client: Client): Promise<void> {
  const add = (wish: Parameters<typeof client.request<'cron.add'>>[1]) =>
    client.request('cron.add', wish);
  await add({ every: '2h', say: 'Drink something', name: 'Water' });
  await add({ at: '2099-12-24T18:00', say: 'Light the candles', name: 'Candles' });
  await add({ cron: '30 7 * * *', prompt: 'Plan my day', name: longName, agentId: 'rechnungen' });
  const { schedule } = await add({ every: '1d', say: 'Stretch', name: 'Stretch' });
  await client.request('cron.update', { id: schedule.id, enabled: false });
  const failing = await add({ every: '1d', prompt: 'The weekly numbers', name: 'Weekly report' });
  await client.request('cron.run', { id: failing.schedule.id });
  for (const index of Array.from({ length: 20 }, (_, at) => at + 1))
    await add({ cron: `${index} 9 * * *`, say: `Round ${index}`, name: `Round ${index}` });
}

async function addNotes(client: Client): Promise<void> {
  const texts = [
    'Prefers ferries to buses.',
    'Is allergic to nuts, and would rather not be reminded of it in company.',
    'Likes answers of three lines at most, with the sources at the end.',
    'Works from home on Tuesdays and Thursdays; meetings only after ten.',
    `Ihre Assistentin heißt ${longName}.`,
  ];
  for (const text of texts) await client.request('memory.add', { text });
  for (const index of Array.from({ length: 120 }, (_, at) => at + 1))
    await client.request('memory.add', { text: `Has been to island number ${index}.` });
  await client.request('memory.add', { text: 'Pays within ten days.', agentId: 'rechnungen' });
}
