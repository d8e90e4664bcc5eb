import type { Messenger } from '../../src/main/channels/contract-harness.ts';
import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';

/** The local Telegram server as the channel contract sees it. */
export interface TelegramMessenger extends Messenger {
  readonly server: TelegramServer;
  readonly chatId: number;
}

/** A server for many tests; each test gets a chat of its own. */
export interface TelegramSite {
  readonly server: TelegramServer;
  openMessenger(): Promise<TelegramMessenger>;
  stop(): Promise<void>;
}

/** Starts the server. */
export async function openTelegramSite(): Promise<TelegramSite> {
  const server = await startTelegramServer();
  return {
    server,
    openMessenger: () => openMessenger(server),
    stop: () => server.stop(),
  };
}

/** Calls the Bot API past the channel, for what a channel never does. */
export async function callBotApi(
  server: TelegramServer,
  method: string,
  params: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const response = await fetch(`${server.apiRoot}/bot${server.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return response.json();
}

/** What an earlier test left behind must not reach the next one. */
async function confirmLeftovers(server: TelegramServer): Promise<void> {
  const last = (await server.getUpdateState()).unconfirmed.at(-1);
  if (last !== undefined) await callBotApi(server, 'getUpdates', { offset: last.update_id + 1 });
}

async function openMessenger(server: TelegramServer): Promise<TelegramMessenger> {
  await confirmLeftovers(server);
  const { id: chatId } = await server.createPrivateChat();
  let lastUpdate = 0;
  return {
    server,
    chatId,
    chat: { kind: 'direct', id: String(chatId) },
    settings: { token: server.token, apiRoot: server.apiRoot },
    deadSettings: { token: server.token, apiRoot: 'http://127.0.0.1:9' },
    async say(text) {
      const { updateId, messageId } = await server.injectMessage({ chatId, text });
      lastUpdate = updateId ?? lastUpdate;
      return String(messageId);
    },
    async edit(message, text) {
      const done = await server.injectEdit({ chatId, messageId: Number(message), text });
      lastUpdate = done.updateId ?? lastUpdate;
    },
    areAllConfirmed: async () => (await server.getUpdateState()).confirmedOffset > lastUpdate,
    async waitForConfirmation() {
      await server.waitForConfirmed({ updateId: lastUpdate });
    },
    shownTexts: async () =>
      (await server.listMessages({ match: { chatId, sender: 'bot' } })).map(({ text }) => text),
    failNext: (how) => addFault(server, how),
    async breakLine() {
      await server.addFault({ method: 'getUpdates', kind: 'cut-before', times: 2 });
      await server.addFault({ method: 'getUpdates', kind: 'error', errorCode: 502 });
    },
    async close() {
      await server.clearFaults();
      await server.releaseHangs();
    },
  };
}

async function addFault(
  server: TelegramServer,
  how: 'limited' | 'refused' | 'cut-after',
): Promise<void> {
  const method = 'sendMessage';
  if (how === 'cut-after') await server.addFault({ method, kind: 'cut-after' });
  else if (how === 'limited')
    await server.addFault({
      method,
      kind: 'error',
      errorCode: 429,
      description: 'Too Many Requests: retry after 1',
      retryAfterSeconds: 1,
    });
  else
    await server.addFault({
      method,
      kind: 'error',
      errorCode: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
}
