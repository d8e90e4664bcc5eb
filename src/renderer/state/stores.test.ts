import { describe, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import type { SessionRow } from '../../shared/protocol/sessions.ts';
import { ClientError } from '../transport/client-error.ts';
import { createDrivenClock, settle } from '../transport/driven-clock.ts';
import { createDeferred } from './deferred.ts';
import { createDrafts } from './drafts.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { createOutboxKeeper } from './outbox-keeper.ts';
import type { Picture } from './pictures/attach-pictures.ts';
import { createPreferences, preferredLanguage } from './preferences.ts';
import { createSearch } from './search.ts';
import { applyChange, createSessions, findSession } from './sessions.ts';
import { resolveTheme } from './theme.ts';
import { createToasts } from './toasts.ts';

function memoryKeeper(): Keeper {
  const kept = new Map<string, unknown>();
  return {
    read: (key) => kept.get(key),
    write(key, value) {
      if (value === undefined) kept.delete(key);
      else kept.set(key, value);
    },
  };
}

const row = (sessionId: string, updatedAt: number, rest = {}): SessionRow => ({
  key: `agent:a:${sessionId}`,
  sessionId,
  agentId: 'a',
  title: sessionId,
  channel: 'web',
  chatKind: 'direct',
  isArchived: false,
  createdAt: 0,
  updatedAt,
  messageCount: 1,
  lastMessage: '',
  isRunning: false,
  turns: 0,
  costMicros: 0,
  ...rest,
});

const picture = (sizeBytes: number): Picture => ({
  id: `p${sizeBytes}`,
  name: '',
  mimeType: 'image/png',
  width: 1,
  height: 1,
  bytes: new Uint8Array(sizeBytes),
});

describe('the list of conversations', () => {
  const change = (session: SessionRow | undefined, sessionId: string) => ({
    reason: 'updated' as const,
    sessionKey: 'k',
    sessionId,
    ...(session ? { session } : {}),
  });
  const state = { rows: [row('b', 2), row('a', 1)], total: 2 };

  it('moves a used conversation to the top', () => {
    const next = applyChange(state, change(row('a', 3), 'a'));
    expect([next.rows.map((entry) => entry.sessionId), next.total]).toEqual([['a', 'b'], 2]);
  });

  it('takes in a new one, lets an archived and a deleted one go', () => {
    expect(applyChange(state, change(row('c', 3), 'c')).total).toBe(3);
    const archived = applyChange(state, change(row('a', 3, { isArchived: true }), 'a'));
    expect([archived.rows.length, archived.total]).toEqual([1, 1]);
    expect(applyChange(state, change(undefined, 'b')).rows).toHaveLength(1);
  });
});

describe('a conversation that is not among the rows', () => {
  const setUp = () => {
    const listeners = new Map<string, (payload: unknown) => void>();
    let connect: (how: { readonly reload: boolean }) => void = () => undefined;
    const gone = new Set(['gone']);
    let channel = 'telegram';
    const client = {
      request: (method: string, { sessionId = 'old' }: { readonly sessionId?: string }) => {
        if (method === 'sessions.list') return Promise.resolve({ sessions: [], total: 0 });
        return gone.has(sessionId)
          ? Promise.reject(new ClientError({ code: 'SESSION_UNKNOWN', message: 'unknown' }))
          : Promise.resolve({ session: row(sessionId, 1, { key: 'k', channel }) });
      },
      on: (event: string, listener: (payload: unknown) => void) => listeners.set(event, listener),
      onReady: (listener: typeof connect) => {
        connect = listener;
      },
    };
    const sessions = createSessions(client as never, createDrivenClock());
    return {
      sessions,
      reconnect: async (now: { readonly channel: string; readonly gone: string }) => {
        channel = now.channel;
        gone.add(now.gone);
        connect({ reload: true });
        await settle();
      },
      tell: (payload: unknown) => listeners.get('sessions.changed')?.(payload),
      found: (ref: { readonly key: string; readonly sessionId?: string }) =>
        findSession(sessions.store.getState(), ref),
    };
  };

  it('is looked up by its key or id, and where there is none nothing is known', async () => {
    const { sessions, found } = setUp();
    expect(found({ key: 'k' })).toBeUndefined();
    await sessions.lookUp({ key: 'k' });
    await sessions.lookUp({ key: 'k', sessionId: 'gone' });
    expect(found({ key: 'k' })?.channel).toBe('telegram');
    expect(found({ key: 'k', sessionId: 'old' })?.channel).toBe('telegram');
    expect(found({ key: 'k', sessionId: 'gone' })).toBeUndefined();
  });

  it('is asked for again when events were lost, and forgotten when it is gone', async () => {
    const { sessions, found, reconnect } = setUp();
    await sessions.lookUp({ key: 'k', sessionId: 'a' });
    await sessions.lookUp({ key: 'k', sessionId: 'b' });
    await reconnect({ channel: 'matrix', gone: 'b' });
    expect(found({ key: 'k', sessionId: 'a' })?.channel).toBe('matrix');
    expect(found({ key: 'k', sessionId: 'b' })).toBeUndefined();
  });

  it('is forgotten when it is deleted', async () => {
    const { sessions, found, tell } = setUp();
    await sessions.lookUp({ key: 'k' });
    tell({ reason: 'deleted', sessionKey: 'k', sessionId: 'old' });
    expect(found({ key: 'k' })).toBeUndefined();
  });
});

describe('what this tab remembers', () => {
  it('keeps drafts by conversation and forgets empty ones', () => {
    const keeper = memoryKeeper();
    createDrafts(keeper).write('a', 'half a thought');
    expect(createDrafts(keeper).read('a')).toBe('half a thought');
    createDrafts(keeper).write('a', '');
    expect(createDrafts(keeper).read('a')).toBe('');
  });

  it('keeps only the last fifty drafts', () => {
    const drafts = createDrafts(memoryKeeper());
    for (let index = 0; index < 60; index += 1) drafts.write(`c${index}`, 'x');
    const keeper = memoryKeeper();
    const bounded = createDrafts(keeper);
    for (let index = 0; index < 60; index += 1) bounded.write(`c${index}`, 'x');
    expect(createDrafts(keeper).read('c9')).toBe('');
    expect(createDrafts(keeper).read('c10')).toBe('x');
  });

  it('keeps unsent messages with their keys and drops them once they are taken over', () => {
    const keeper = memoryKeeper();
    const outbox = createOutboxKeeper(keeper);
    outbox.write('a', [{ key: 'k', text: 't', createdAt: 1, state: 'sending' }]);
    expect(createOutboxKeeper(keeper).read('a')).toEqual([
      { key: 'k', text: 't', createdAt: 1, state: 'waiting' },
    ]);
    outbox.write('a', [{ key: 'k', text: 't', createdAt: 1, state: 'accepted' }]);
    expect(createOutboxKeeper(keeper).conversations()).toEqual([]);
  });

  it('keeps the pictures of a draft until the page goes, and then knows how many there were', () => {
    const keeper = memoryKeeper();
    const drafts = createDrafts(keeper);
    drafts.writePictures('a', [picture(3), picture(4)]);
    expect([drafts.readPictures('a').length, drafts.countLost('a')]).toEqual([2, 0]);
    const later = createDrafts(keeper);
    expect([later.readPictures('a').length, later.countLost('a')]).toEqual([0, 2]);
    later.writePictures('a', []);
    expect(createDrafts(keeper).countLost('a')).toBe(0);
  });

  it('keeps no more bytes of pictures than it may; the draft in hand always keeps its own', () => {
    const drafts = createDrafts(memoryKeeper());
    const half = limits.pictures.draftBytes / 2 + 1;
    drafts.writePictures('a', [picture(half)]);
    drafts.writePictures('b', [picture(half)]);
    expect(drafts.readPictures('a')).toEqual([]);
    drafts.writePictures('b', [picture(half), picture(half)]);
    expect(drafts.readPictures('b')).toHaveLength(2);
  });

  it('never sends a message without the pictures it was written with', () => {
    const keeper = memoryKeeper();
    createOutboxKeeper(keeper).write('a', [
      { key: 'k', text: 't', createdAt: 1, state: 'waiting', pictures: [picture(3)] },
    ]);
    const lost = { key: 'k', text: 't', createdAt: 1, state: 'failed', lostPictures: 1 };
    const outbox = createOutboxKeeper(keeper);
    expect(outbox.read('a')).toEqual([lost]);
    // Nor after one more reload, until its writer has decided.
    outbox.write('a', outbox.read('a'));
    expect(createOutboxKeeper(keeper).read('a')).toEqual([lost]);
    outbox.write('a', []);
    expect(createOutboxKeeper(keeper).conversations()).toEqual([]);
  });

  it('works without any storage', () => {
    const keeper = createKeeper(() => {
      throw new Error('forbidden');
    });
    keeper.write('x', 1);
    expect(keeper.read('x')).toBeUndefined();
  });

  it('ignores what somebody else has written', () => {
    const keeper = memoryKeeper();
    keeper.write('theme', { evil: true });
    keeper.write('drafts', 'nonsense');
    expect(createPreferences(keeper, []).store.getState().theme).toBe('system');
    expect(createDrafts(keeper).read('a')).toBe('');
  });
});

describe('preferences', () => {
  it('follow the browser until something is chosen', () => {
    expect(preferredLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(preferredLanguage(['fr'])).toBe('en');
    const keeper = memoryKeeper();
    createPreferences(keeper, ['de']).setLanguage('en');
    expect(createPreferences(keeper, ['de']).store.getState().language).toBe('en');
  });

  it('resolve to what is drawn', () => {
    const taste = { isDark: true, wantsContrast: true };
    expect(resolveTheme('system', taste)).toEqual({ scheme: 'dark', contrast: 'high' });
    expect(resolveTheme('light', taste)).toEqual({ scheme: 'light', contrast: 'normal' });
    expect(resolveTheme('contrast-light', taste)).toEqual({ scheme: 'light', contrast: 'high' });
  });
});

describe('what can still be undone', () => {
  const setUp = () => {
    const done: string[] = [];
    const clock = createDrivenClock();
    const deferred = createDeferred(clock);
    const add = (subject: string) =>
      deferred.add(
        {
          subject,
          run() {
            done.push(`run ${subject}`);
            return Promise.resolve();
          },
          undo: () => void done.push(`undo ${subject}`),
        },
        6_000,
      );
    return { done, clock, deferred, add };
  };

  it('happens after its time, once', async () => {
    const { done, clock, add } = setUp();
    add('a');
    await clock.advance(5_999);
    expect(done).toEqual([]);
    await clock.advance(10_000);
    expect(done).toEqual(['run a']);
  });

  it('does not happen when it is taken back', async () => {
    const { done, clock, add } = setUp();
    const undo = add('a');
    undo();
    await clock.advance(10_000);
    expect(done).toEqual(['undo a']);
  });

  it('is taken back by its own way only: a later one for the same subject goes on', async () => {
    const { done, clock, add } = setUp();
    const undoFirst = add('a');
    add('a');
    undoFirst();
    expect(done).toEqual(['run a']);
    await clock.advance(10_000);
    expect(done).toEqual(['run a', 'run a']);
  });

  it('happens at once when something else depends on it, or the page goes', async () => {
    const { done, deferred, add } = setUp();
    add('a');
    await deferred.settle('a');
    add('b');
    deferred.settleAll();
    expect(done).toEqual(['run a', 'run b']);
  });
});

describe('search', () => {
  it('asks once after a pause, and a newer query ends an older one', async () => {
    const asked: { query: string; signal: AbortSignal | undefined }[] = [];
    const clock = createDrivenClock();
    const search = createSearch(
      {
        request: ((
          _method: string,
          params: { query: string },
          options: { signal: AbortSignal },
        ) => {
          asked.push({ query: params.query, signal: options.signal });
          return Promise.resolve({ hits: [] });
        }) as never,
      },
      clock,
    );
    search.setQuery('pl');
    search.setQuery('plan');
    await clock.advance(200);
    search.setQuery('plane');
    await clock.advance(200);
    expect(asked.map(({ query }) => query)).toEqual(['plan', 'plane']);
    expect(asked[0]?.signal?.aborted).toBe(true);
    search.setQuery('');
    await settle();
    expect(search.store.getState().hits).toBeUndefined();
  });

  it('goes on by itself while a page holds nothing but says where to go on', async () => {
    const cursors: (string | undefined)[] = [];
    const clock = createDrivenClock();
    const pages = [{ hits: [], cursor: '9' }, { hits: [], cursor: '5' }, { hits: ['found'] }];
    const request = (_method: string, { cursor }: { cursor?: string }) => {
      cursors.push(cursor);
      return Promise.resolve(pages.shift());
    };
    const search = createSearch({ request: request as never }, clock);
    search.setQuery('plane');
    await clock.advance(200);
    await settle();
    expect(cursors).toEqual([undefined, '9', '5']);
    expect(search.store.getState()).toMatchObject({ hits: ['found'], cursor: undefined });
  });
});

describe('toasts', () => {
  it('leave by themselves and are never more than four', async () => {
    const clock = createDrivenClock();
    const toasts = createToasts(clock);
    for (let index = 0; index < 6; index += 1) toasts.show({ tone: 'plain', text: `${index}` });
    expect(toasts.store.getState().toasts.map(({ text }) => text)).toEqual(['2', '3', '4', '5']);
    await clock.advance(6_000);
    expect(toasts.store.getState().toasts).toEqual([]);
  });
});
