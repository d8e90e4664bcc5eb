import { fileURLToPath } from 'node:url';
import { createControlPost } from '../control-client.ts';
import { startServerProcess, type ServerHandle } from '../server-process.ts';
import type { ControlInput, ControlName, ControlOutputs } from './control-contract.ts';

export type * from './control-contract.ts';

/** The token the server accepts unless told otherwise. */
export const DEFAULT_BOT_TOKEN = '123456789:AAHf-TEST_token_of_the_local_server_0';

/** Every control call as a method; inputs and outputs are described in control-contract.ts. */
export type TelegramCalls = {
  [K in ControlName]: Record<string, never> extends ControlInput<K>
    ? (input?: ControlInput<K>) => Promise<ControlOutputs[K]>
    : (input: ControlInput<K>) => Promise<ControlOutputs[K]>;
};

/** The handle of a running Telegram server. */
export interface TelegramControl extends TelegramCalls {
  /** What to pass to grammy as `client.apiRoot`. */
  readonly apiRoot: string;
  readonly token: string;
  readonly port: number;
}

/** A server this process started. */
export type TelegramServer = TelegramControl & ServerHandle;

/** How the server starts. */
export interface TelegramOptions {
  token?: string;
  botUsername?: string;
  /** True: in groups only messages meant for the bot reach it (BotFather's default). */
  hasPrivacyMode?: boolean;
  /** A fixed port, for tests that restart the server; else the system chooses. */
  port?: number;
  /** True: the server lives on when this process dies; find it again with `connectTelegram`. */
  isDetached?: boolean;
}

/** Starts a Telegram Bot API server as a process of its own and waits until it listens. */
export async function startTelegramServer(options: TelegramOptions = {}): Promise<TelegramServer> {
  const token = options.token ?? DEFAULT_BOT_TOKEN;
  const args = ['--token', token, '--port', String(options.port ?? 0)];
  if (options.botUsername !== undefined) args.push('--username', options.botUsername);
  if (options.hasPrivacyMode === true) args.push('--privacy');
  if (options.isDetached === true) args.push('--keep-alive');
  const handle = await startServerProcess({
    program: fileURLToPath(new URL('main.ts', import.meta.url)),
    args,
    isDetached: options.isDetached === true,
  });
  return { ...connectTelegram(handle.port, token), ...handle };
}

/** The control functions of a server that is already running on this machine. */
export function connectTelegram(port: number, token = DEFAULT_BOT_TOKEN): TelegramControl {
  const post = createControlPost(port);
  // The one cast: both ends are built from the same ControlOutputs, checked in control-routes.ts.
  const call = <K extends ControlName>(name: K) =>
    ((input?: ControlInput<K>) => post(name, input)) as TelegramCalls[K];
  return {
    apiRoot: `http://127.0.0.1:${port}`,
    token,
    port,
    createPrivateChat: call('createPrivateChat'),
    createGroup: call('createGroup'),
    createSupergroup: call('createSupergroup'),
    createTopic: call('createTopic'),
    createUser: call('createUser'),
    setBlocked: call('setBlocked'),
    injectMessage: call('injectMessage'),
    injectEdit: call('injectEdit'),
    injectPhoto: call('injectPhoto'),
    injectDocument: call('injectDocument'),
    injectSticker: call('injectSticker'),
    injectVoice: call('injectVoice'),
    injectCallback: call('injectCallback'),
    injectReaction: call('injectReaction'),
    injectUpdate: call('injectUpdate'),
    listMessages: call('listMessages'),
    listCalls: call('listCalls'),
    listActions: call('listActions'),
    getUpdateState: call('getUpdateState'),
    listViolations: call('listViolations'),
    getBotState: call('getBotState'),
    waitForMessages: call('waitForMessages'),
    waitForCalls: call('waitForCalls'),
    waitForConfirmed: call('waitForConfirmed'),
    waitForPoll: call('waitForPoll'),
    addFault: call('addFault'),
    clearFaults: call('clearFaults'),
    releaseHangs: call('releaseHangs'),
    setChatRate: call('setChatRate'),
  };
}
