import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';
import type { GatewayStart } from './gateway-process.ts';
import { createScene, type ConfigValues, type Scene } from './scene.ts';

/** A gateway whose agent keeps appointments, and its owner on Telegram. */
export interface RemindingScene {
  readonly scene: Scene;
  readonly telegram: TelegramServer;
  /** The owner's direct chat with the bot. */
  readonly chatId: number;
  /** Lets somebody else in; returns their chat. */
  letIn(name: string, role: 'owner' | 'trusted' | 'guest'): Promise<number>;
  /** Asks for a call of the tool; resolves when the agent has said what became of it. */
  callTool(args: ConfigValues, chatId?: number): Promise<string>;
  /** Waits until the bot has said that. */
  said(contains: string, chatId?: number): Promise<string>;
  /** Waits until the bot has said something that begins so: the reminder itself. */
  reminded(text: string, chatId?: number): Promise<void>;
  /** How often the bot has said that, beside telling of a call. */
  countSaid(text: string, chatId?: number): Promise<number>;
  runs(): { state: string; error: string | null; turn_id: string | null }[];
  dispose(): Promise<void>;
}

export interface RemindingOptions {
  readonly agent?: ConfigValues;
  readonly config?: ConfigValues;
  readonly start?: Partial<GatewayStart>;
}

/** Makes the scene; the owner is known on Telegram when it resolves. */
export async function createRemindingScene(
  options: RemindingOptions = {},
): Promise<RemindingScene> {
  const telegram = await startTelegramServer();
  const scene = await createScene({
    agent: { tools: ['cron'], ...options.agent },
    config: {
      channels: { telegram: { token: telegram.token, apiRoot: telegram.apiRoot } },
      ...options.config,
    },
    ...(options.start === undefined ? {} : { start: options.start }),
  }).catch(async (error: unknown) => {
    await telegram.stop();
    throw error;
  });
  let owner = 0;
  const self: RemindingScene = {
    scene,
    telegram,
    get chatId() {
      return owner;
    },
    async letIn(firstName, role) {
      const { id } = await telegram.createPrivateChat({ firstName });
      await telegram.injectMessage({ chatId: id, text: 'hello' });
      const [code = ''] = /[A-Z0-9]{8}/.exec(await self.said('code', id)) ?? [];
      const client = await scene.connect();
      await client.request('people.approve', { code, role });
      await client.close();
      await self.said('let in', id);
      return id;
    },
    async callTool(args, chatId = owner) {
      const text = `model:tool tool:cron args:${JSON.stringify(args)}`;
      await telegram.injectMessage({ chatId, text });
      return await self.said('tool said', chatId);
    },
    async said(contains, chatId = owner) {
      const found = await telegram.waitForMessages({
        match: { chatId, contains },
        timeoutMs: 30_000,
      });
      return found.at(-1)?.text ?? '';
    },
    async reminded(text, chatId = owner) {
      const match = { chatId, pattern: `^${text}` };
      await telegram.waitForMessages({ match, timeoutMs: 30_000 });
    },
    async countSaid(text, chatId = owner) {
      const found = await telegram.listMessages({ match: { chatId, contains: text } });
      return found.filter((message) => !message.text.includes('tool said')).length;
    },
    runs: () => scene.query('SELECT state, error, turn_id FROM schedule_run ORDER BY id'),
    async dispose() {
      await scene.dispose();
      await telegram.stop();
    },
  };
  owner = await self.letIn('Ann', 'owner').catch(async (error: unknown) => {
    await self.dispose();
    throw error;
  });
  return self;
}
