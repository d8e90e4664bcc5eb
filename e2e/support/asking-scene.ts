import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ApprovalRow } from '../../src/shared/protocol/approvals.ts';
import {
  startTelegramServer,
  type MessageRecord,
  type TelegramServer,
} from '../servers/telegram/control.ts';
import type { Client } from './client.ts';
import type { GatewayStart } from './gateway-process.ts';
import { createScene, type ConfigValues, type Scene } from './scene.ts';

/** A gateway whose agent has a tool that asks, and its owner on Telegram. */
export interface AskingScene {
  readonly scene: Scene;
  readonly telegram: TelegramServer;
  /** The owner's direct chat with the bot. */
  readonly chatId: number;
  /** A connection of the owner; of the gateway that was started last. */
  connect(): Promise<Client>;
  /** Lets somebody else in; returns their chat. */
  letIn(name: string, role: 'owner' | 'trusted' | 'guest'): Promise<number>;
  /** Writes to the bot, as whoever the chat belongs to. */
  write(text: string, chatId?: number): Promise<void>;
  /** Asks for a run of the tool, which notes that it ran. */
  wish(chatId?: number, note?: string): Promise<void>;
  /** The question, once it stands in a chat. */
  question(chatId?: number, afterSeq?: number): Promise<MessageRecord>;
  /** Presses the button below a message that says these words; resolves when that was taken in. */
  press(message: MessageRecord, words: string, fromId?: number): Promise<void>;
  /** The bot says that in a chat of its own accord or as an answer. */
  said(contains: string, chatId?: number): Promise<MessageRecord>;
  pending(): Promise<ApprovalRow[]>;
  /** What the tool has noted, one for each run. */
  runs(): readonly string[];
  dispose(): Promise<void>;
}

export interface AskingOptions {
  readonly tools?: ConfigValues;
  readonly start?: Partial<GatewayStart>;
}

/** Makes the scene; the owner is known on Telegram when it resolves. */
export async function createAskingScene(options: AskingOptions = {}): Promise<AskingScene> {
  const telegram = await startTelegramServer();
  const scene = await createScene({
    agent: { tools: ['shell'] },
    config: {
      channels: { telegram: { token: telegram.token, apiRoot: telegram.apiRoot } },
      tools: { shell: { enabled: true }, ...options.tools },
    },
    ...(options.start === undefined ? {} : { start: options.start }),
  }).catch(async (error: unknown) => {
    await telegram.stop();
    throw error;
  });
  const notes = path.join(scene.root, 'notes.txt');
  let owner = 0;
  const self: AskingScene = {
    scene,
    telegram,
    get chatId() {
      return owner;
    },
    connect: () => scene.connect(),
    async letIn(firstName, role) {
      const { id } = await telegram.createPrivateChat({ firstName });
      await self.write('hello', id);
      const greeting = await self.said('code', id);
      const [code = ''] = /[A-Z0-9]{8}/.exec(greeting.text) ?? [];
      const client = await scene.connect();
      await client.request('people.approve', { code, role });
      await client.close();
      await self.said('let in', id);
      return id;
    },
    async write(text, chatId = owner) {
      await telegram.injectMessage({ chatId, text });
    },
    wish(chatId, note = 'ran') {
      const command = `echo ${note} >> ${notes}`;
      return self.write(`model:tool tool:shell args:${JSON.stringify({ command })}`, chatId);
    },
    async question(chatId = owner, afterSeq) {
      const match = { chatId, contains: 'may I use shell', ...(afterSeq ? { afterSeq } : {}) };
      return await last(telegram.waitForMessages({ match }));
    },
    async press(message, words, fromId) {
      const buttons = message.message.reply_markup?.inline_keyboard.flat() ?? [];
      const button = buttons.find(({ text }) => text.includes(words));
      if (!button || !('callback_data' in button)) throw new Error(`no button ${words}`);
      const { chatId, messageId } = message;
      const data = button.callback_data;
      const from = fromId === undefined ? {} : { fromId };
      const { updateId } = await telegram.injectCallback({ chatId, messageId, data, ...from });
      if (updateId !== null) await telegram.waitForConfirmed({ updateId });
    },
    said: (contains, chatId = owner) =>
      last(telegram.waitForMessages({ match: { chatId, contains } })),
    async pending() {
      const client = await scene.connect();
      const { approvals } = await client.request('approval.list', {});
      await client.close();
      return approvals;
    },
    runs: () => (existsSync(notes) ? readFileSync(notes, 'utf8').split('\n').filter(Boolean) : []),
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

async function last(found: Promise<MessageRecord[]>): Promise<MessageRecord> {
  const message = (await found).at(-1);
  if (!message) throw new Error('no message');
  return message;
}
