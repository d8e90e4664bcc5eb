import type { Update } from 'grammy/types';
import { AppError } from '../../../shared/errors/index.ts';
import type { Envelope } from '../../../shared/model/envelope.ts';
import { delay } from '../../platform/clock.ts';
import type { ChannelHost } from '../channel.ts';
import type { Pictures } from './pictures.ts';
import type { UpdateReader } from './update-reader.ts';

export interface PendingUpdatesDeps {
  readonly reader: UpdateReader;
  readonly pictures: Pictures;
  readonly host: Pick<ChannelHost, 'receive' | 'clock' | 'log'>;
  /** These are safe now. */
  readonly onSafe: (updates: readonly Update[]) => void;
  readonly signal: AbortSignal;
}

/**
 * Updates between Telegram and the host. A message whose picture is still being fetched holds up
 * its own chat and no other; Telegram is told "received" up to the first that is not safe.
 */
export interface PendingUpdates {
  /** Some wait for their pictures. */
  readonly isWaiting: boolean;
  /** Takes what is new; Telegram repeats everything above the last confirmation. */
  add(updates: readonly Update[]): Promise<void>;
  /**
   * Hands on what is complete, in order for each chat, and then confirms what is safe without a
   * gap. Rejects with what the host or `confirm` says; what is not safe is handed on next time.
   */
  handOn(confirm: (next: number) => Promise<void>): Promise<void>;
  /** The same for what waits for its picture, as the pictures come, for that time at most. */
  finish(confirm: (next: number) => Promise<void>, timeoutMs: number): Promise<void>;
}

interface Entry {
  readonly update: Update;
  envelope: Envelope | undefined;
  /** Nothing of it is still being fetched. */
  isComplete: boolean;
  isSafe: boolean;
}

/** Makes the place for them; Telegram never gives out more than a hundred above the confirmed. */
export function createPendingUpdates(deps: PendingUpdatesDeps): PendingUpdates {
  const { reader, pictures, host, signal } = deps;
  let entries: readonly Entry[] = [];
  let news = Promise.withResolvers<undefined>();

  function fetchPicture(entry: Entry, envelope: Envelope, fileId: string): void {
    pictures
      .fetchFor(envelope, fileId)
      .then((complete) => {
        entry.envelope = complete;
        entry.isComplete = true;
        news.resolve(undefined);
      })
      // The channel ends: the message stays unconfirmed and comes again.
      .catch(() => undefined);
  }

  async function take(update: Update): Promise<Entry> {
    const { envelope, pictureId } = await reader.read(update);
    const isComplete = envelope === undefined || pictureId === undefined;
    const entry = { update, envelope, isComplete, isSafe: false };
    if (!isComplete) fetchPicture(entry, envelope, pictureId);
    return entry;
  }

  async function handOn(confirm: (next: number) => Promise<void>): Promise<void> {
    news = Promise.withResolvers();
    const ready = listReady(entries);
    const envelopes = ready.flatMap(({ envelope }) => envelope ?? []);
    await handOnAll(envelopes, host);
    for (const entry of ready) entry.isSafe = true;
    deps.onSafe(ready.map(({ update }) => update));
    const open = entries.findIndex(({ isSafe }) => !isSafe);
    const safe = open === -1 ? entries : entries.slice(0, open);
    const last = safe.at(-1);
    if (last !== undefined) await confirm(last.update.update_id + 1);
    entries = entries.slice(safe.length);
  }

  /** Waits for a picture since the last time something was handed on; false when the channel ends. */
  async function waitForNews(timeoutMs: number): Promise<boolean> {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const late = delay(host.clock, timeoutMs, either).catch(() => undefined);
    await Promise.race([news.promise, late]);
    over.abort();
    return !signal.aborted;
  }

  return {
    get isWaiting() {
      return entries.length > 0;
    },
    async add(updates) {
      const known = new Set(entries.map(({ update }) => update.update_id));
      for (const update of updates)
        if (!known.has(update.update_id)) entries = [...entries, await take(update)];
    },
    handOn,
    async finish(confirm, timeoutMs) {
      const endsAt = host.clock.monotonic() + timeoutMs;
      let leftMs = timeoutMs;
      while (entries.length > 0 && leftMs > 0 && (await waitForNews(leftMs))) {
        await handOn(confirm);
        leftMs = endsAt - host.clock.monotonic();
      }
    },
  };
}

/** What can be handed on: nothing of a chat overtakes a message of it that is not complete. */
function listReady(entries: readonly Entry[]): readonly Entry[] {
  const heldUp = new Set<string>();
  return entries.filter(({ envelope, isComplete, isSafe }) => {
    if (isSafe || envelope === undefined) return !isSafe;
    if (!isComplete) heldUp.add(envelope.chat.id);
    return !heldUp.has(envelope.chat.id);
  });
}

/** Hands all on together; when one of them is not valid, each by itself, without that one. */
async function handOnAll(
  envelopes: readonly Envelope[],
  host: PendingUpdatesDeps['host'],
): Promise<void> {
  if (envelopes.length === 0) return;
  try {
    await host.receive(envelopes);
  } catch (error) {
    if (!isInvalid(error)) throw error;
    for (const one of envelopes) await handOnAlone(one, host);
  }
}

async function handOnAlone(one: Envelope, host: PendingUpdatesDeps['host']): Promise<void> {
  try {
    await host.receive([one]);
  } catch (error) {
    if (!isInvalid(error)) throw error;
    host.log.error('telegram.envelope-invalid', { dedupeKey: one.dedupeKey, error });
  }
}

function isInvalid(error: unknown): boolean {
  return error instanceof AppError && error.code === 'CHANNEL_ENVELOPE_INVALID';
}
