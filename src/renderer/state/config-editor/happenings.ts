import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChannelStatus } from '../../../shared/protocol/channels.ts';
import type { ConfigProblem, PlanEffect } from '../../../shared/protocol/config.ts';
import type { AppState } from '../app-state.ts';

/** How a channel does that a change restarted or added. */
export interface ChannelProgress {
  readonly state: ChannelStatus['state'] | 'waiting';
  /** How long it took until it ran (again). */
  readonly tookMs?: number;
  readonly error?: ChannelStatus['error'];
}

/** A change that took effect, and what came of it. */
export interface Happening {
  readonly id: string;
  readonly at: number;
  readonly version: number;
  readonly author: string;
  readonly changedPaths: readonly string[];
  readonly effects: readonly PlanEffect[];
  readonly problems: readonly ConfigProblem[];
  readonly channels: Readonly<Record<string, ChannelProgress>>;
}

export interface HappeningsState {
  /** Newest first. */
  readonly happenings: readonly Happening[];
}

const kept = 20;

/** Follows what changes of the configuration really did, from the moment somebody looks. */
export function createHappenings({
  client,
  clock,
  channels,
  newKey,
}: Pick<AppState, 'client' | 'clock' | 'channels' | 'newKey'>): StoreApi<HappeningsState> {
  const store = createStore<HappeningsState>(() => ({ happenings: [] }));
  /** Since when each channel was in its state when the change came: another moment is another state. */
  const sinceBefore = new Map<string, number | undefined>();

  client.on('config.changed', ({ hash: _, ...change }) => {
    const moving = change.effects.flatMap(({ code, subject }) =>
      subject !== undefined && (code === 'channel.restarted' || code === 'channel.added')
        ? [subject]
        : [],
    );
    for (const id of moving) {
      const known = channels.getState().channels.find((channel) => channel.id === id);
      sinceBefore.set(id, known?.since);
    }
    const progress = Object.fromEntries(
      moving.map((id) => [id, { state: 'waiting' } satisfies ChannelProgress]),
    );
    const happening = { ...change, id: newKey(), at: clock.now(), channels: progress };
    store.setState(({ happenings }) => ({ happenings: [happening, ...happenings].slice(0, kept) }));
  });
  client.on('channels.changed', ({ id, channel }) => {
    if (!channel || channel.since === sinceBefore.get(id)) return;
    const now = clock.now();
    store.setState(({ happenings }) => ({
      happenings: happenings.map((each) => withProgress(each, channel, now)),
    }));
  });
  return store;
}

function withProgress(happening: Happening, channel: ChannelStatus, now: number): Happening {
  const before = happening.channels[channel.id];
  // Once it ran, what happens later has other reasons.
  if (!before || before.tookMs !== undefined) return happening;
  const { state, error } = channel;
  const progress: ChannelProgress = {
    state,
    ...(state === 'running' ? { tookMs: now - happening.at } : {}),
    ...(error ? { error } : {}),
  };
  return { ...happening, channels: { ...happening.channels, [channel.id]: progress } };
}
