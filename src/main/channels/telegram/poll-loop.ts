import type { Update, UserFromGetMe } from 'grammy/types';
import { limits } from '../../../shared/config/limits.ts';
import { createBackoff } from '../../platform/backoff.ts';
import { delay } from '../../platform/clock.ts';
import { isDisabled } from '../../platform/protections.ts';
import type { ChannelHost } from '../channel.ts';
import { createPendingUpdates } from './pending-updates.ts';
import { createPictures } from './pictures.ts';
import type { TelegramApi } from './telegram-api.ts';
import { readTrouble } from './trouble.ts';
import { createUpdateOffset, type UpdateOffset } from './update-offset.ts';
import { wantedUpdates, type UpdateReader } from './update-reader.ts';

export interface PollLoopDeps {
  readonly api: TelegramApi;
  readonly reader: UpdateReader;
  readonly host: ChannelHost;
  /** These are safe now. */
  readonly onSafe: (updates: readonly Update[]) => void;
}

export interface PollLoop {
  start(): void;
  /** Gives up the poll at once; resolves when the loop has ended. */
  stop(): Promise<void>;
}

/** Who we are, and how far we are. */
interface Identity {
  readonly account: string;
  readonly offset: UpdateOffset;
}

/**
 * Fetches updates and hands them on. grammy's own loop confirms updates that were not handled yet;
 * this one moves the offset only after the host has them, also while it is being stopped.
 */
export function createPollLoop({ api, reader, host, onSafe }: PollLoopDeps): PollLoop {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { clock } = host;
  const pictures = createPictures({ api, host, signal });
  const pending = createPendingUpdates({ reader, pictures, host, onSafe, signal });
  const backoff = createBackoff({
    baseMs: limits.telegram.retryBaseMs,
    capMs: limits.telegram.retryCapMs,
  });
  let running: Promise<void> | undefined;
  let identity: Identity | undefined;
  let isUp = false;
  /** After a break one short poll tells at once whether it works again. */
  let isProbe = true;

  const isStopped = (): boolean => signal.aborted;

  async function identify(): Promise<Identity> {
    const me: UserFromGetMe = await api.call((calls, own) => calls.getMe(own), { signal });
    api.bot.botInfo = me;
    return {
      account: `@${me.username}`,
      offset: createUpdateOffset(me.id, host.memory, clock),
    };
  }

  async function fetchUpdates(offset: number | undefined): Promise<readonly Update[]> {
    const timeout = isProbe || pending.isWaiting ? 0 : limits.telegram.pollSeconds;
    return api.call(
      (calls, own) =>
        calls.getUpdates(
          { ...(offset === undefined ? {} : { offset }), timeout, allowed_updates: wantedUpdates },
          own,
        ),
      // The watchdog: a poll that is older than Telegram ever holds one is dead.
      { signal, timeoutMs: timeout * 1_000 + limits.telegram.pollMarginMs },
    );
  }

  async function pollOnce({ account, offset }: Identity): Promise<void> {
    const confirm = (next: number): Promise<void> => offset.moveTo(next);
    // Telegram would answer at once while some are not confirmed, so it is asked now and then.
    await pending.finish(confirm, limits.telegram.filePollMs);
    const updates = await fetchUpdates(offset.get());
    isProbe = false;
    if (!isUp) host.report('running', { account });
    isUp = true;
    const last = updates.at(-1);
    // A crash test's control run: confirmed before anybody has it.
    if (last !== undefined && isDisabled('offset-after-commit'))
      await offset.moveTo(last.update_id + 1);
    await pending.add(updates);
    await pending.handOn(confirm);
  }

  async function onTrouble(error: unknown): Promise<void> {
    const trouble = readTrouble(error, backoff);
    isUp = false;
    // Two programs that poll in turns would each look well after a short poll.
    isProbe = trouble.state !== 'conflict';
    host.report(trouble.state, { error: trouble.error });
    await delay(clock, trouble.pauseMs, signal).catch(() => undefined);
  }

  async function run(): Promise<void> {
    while (!isStopped()) {
      try {
        identity ??= await identify();
        await pollOnce(identity);
        backoff.reset();
      } catch (error) {
        if (!isStopped()) await onTrouble(error);
      }
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort(new Error('stopped'));
      await running;
    },
  };
}
