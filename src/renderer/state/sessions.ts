import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PayloadOf } from '../../shared/protocol/contract.ts';
import type { SessionRow } from '../../shared/protocol/sessions.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { Client } from '../transport/client.ts';
import { browserClock, type Clock } from '../transport/clock.ts';
import { createGatherer } from './gather.ts';

export interface SessionsState {
  readonly load: 'idle' | 'loading' | 'ready' | 'failed';
  readonly error: ClientError | undefined;
  /** Live conversations, the last used first. */
  readonly rows: readonly SessionRow[];
  /** How many there are, of which `rows` are the first. */
  readonly total: number;
  /** About to be deleted: they can still come back, but are not shown. */
  readonly hiddenIds: ReadonlySet<string>;
  /** Conversations that were looked up by their id: further down the list, or archived. */
  readonly found: ReadonlyMap<string, SessionRow>;
}

/** Leads to a conversation: the live one of a key, or an archived one by its id. */
interface SessionRef {
  readonly key: string;
  readonly sessionId?: string | undefined;
}

export interface Sessions {
  readonly store: StoreApi<SessionsState>;
  readonly loadMore: () => Promise<void>;
  readonly hide: (sessionId: string, isHidden: boolean) => void;
  /** Asks for one that is not among the rows; nothing happens where there is none. */
  readonly lookUp: (ref: SessionRef) => Promise<void>;
}

/** The row of a conversation, wherever it is known from. */
export function findSession(
  { rows, found }: Pick<SessionsState, 'rows' | 'found'>,
  { key, sessionId }: SessionRef,
): SessionRow | undefined {
  if (sessionId === undefined)
    return (
      rows.find((row) => row.key === key) ??
      [...found.values()].find((row) => row.key === key && !row.isArchived)
    );
  return rows.find((row) => row.sessionId === sessionId) ?? found.get(sessionId);
}

const pageLimit = 100;
/** Conversations beyond the list that are remembered. */
const keptFound = 30;

/** The list of conversations, fed by one snapshot and by changes. */
export function createSessions(client: Client, clock: Clock = browserClock): Sessions {
  const store = createStore<SessionsState>(() => ({
    load: 'idle',
    error: undefined,
    rows: [],
    total: 0,
    hiddenIds: new Set(),
    found: new Map(),
  }));

  const read = async (offset: number, limit: number): Promise<void> => {
    if (store.getState().load === 'idle') store.setState({ load: 'loading' });
    try {
      const page = await client.request('sessions.list', { offset, limit });
      store.setState(({ rows }) => ({
        load: 'ready',
        error: undefined,
        rows: sortRows(offset === 0 ? page.sessions : mergeRows(rows, page.sessions)),
        total: page.total,
      }));
    } catch (thrown) {
      if (store.getState().load === 'ready') return;
      store.setState({ load: 'failed', error: toClientError(thrown) });
    }
  };

  const lookUp = async ({ key, sessionId }: SessionRef): Promise<void> => {
    try {
      const wish = sessionId === undefined ? { key } : { key, sessionId };
      const { session } = await client.request('sessions.get', wish);
      store.setState(({ found }) => ({ found: rememberFound(found, session) }));
    } catch (thrown) {
      // There is none yet, or no line: what is open shows its own words for that.
      if (sessionId === undefined || toClientError(thrown).code !== 'SESSION_UNKNOWN') return;
      store.setState(({ found }) => ({ found: withoutKey(found, sessionId) }));
    }
  };

  client.onReady(({ reload }) => {
    const { load, rows } = store.getState();
    if (reload || load !== 'ready') void read(0, Math.min(500, Math.max(pageLimit, rows.length)));
    // What happened to these meanwhile was not heard either.
    if (reload) for (const row of store.getState().found.values()) void lookUp(row);
  });
  const take = createGatherer<PayloadOf<'sessions.changed'>>(clock, (changes) =>
    store.setState((state) => ({
      ...boundRows(applyChanges(state, changes), state.rows.length),
      found: renewFound(state.found, changes),
    })),
  );
  client.on('sessions.changed', take);
  // All keys of its conversations are others now.
  client.on('agents.renamed', () => void read(0, pageLimit));
  client.on('channels.renamed', () => void read(0, pageLimit));

  return {
    store,
    loadMore: () => read(store.getState().rows.length, pageLimit),
    hide: (sessionId, isHidden) =>
      store.setState(({ hiddenIds }) => {
        const next = new Set(hiddenIds);
        if (isHidden) next.add(sessionId);
        else next.delete(sessionId);
        return { hiddenIds: next };
      }),
    lookUp,
  };
}

function withoutKey<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map;
  return new Map([...map].filter(([each]) => each !== key));
}

function rememberFound(
  found: SessionsState['found'],
  session: SessionRow,
): ReadonlyMap<string, SessionRow> {
  const others = [...found].filter(([id]) => id !== session.sessionId);
  return new Map([...others, [session.sessionId, session] as const].slice(-keptFound));
}

/** What was looked up follows what happens to it; the same map where nothing did. */
function renewFound(
  found: SessionsState['found'],
  changes: readonly PayloadOf<'sessions.changed'>[],
): SessionsState['found'] {
  if (!changes.some(({ sessionId }) => found.has(sessionId))) return found;
  const next = new Map(found);
  for (const { sessionId, session } of changes) {
    if (session && next.has(sessionId)) next.set(sessionId, session);
    else next.delete(sessionId);
  }
  return next;
}

/** Takes in several changes; of those to one conversation the last one counts. */
function applyChanges(
  state: SessionsState,
  changes: readonly PayloadOf<'sessions.changed'>[],
): SessionsState {
  const last = new Map(changes.map((change) => [change.sessionId, change]));
  if (last.size === 1) return changes.slice(-1).reduce(applyChange, state);
  const others = state.rows.filter((row) => !last.has(row.sessionId));
  const listed = [...last.values()].flatMap(({ session }) =>
    session === undefined || session.isArchived ? [] : [session],
  );
  const total = state.total + listed.length - (state.rows.length - others.length);
  return { ...state, rows: sortRows([...others, ...listed]), total };
}

/** New ones come in at the top: what was read before does not grow by them without end. */
function boundRows(state: SessionsState, before: number): SessionsState {
  const most = Math.max(pageLimit, before);
  return state.rows.length <= most ? state : { ...state, rows: state.rows.slice(0, most) };
}

/** Takes in one change: the row as it is now, or that it is gone. */
export function applyChange<S extends Pick<SessionsState, 'rows' | 'total'>>(
  state: S,
  { session, sessionId }: PayloadOf<'sessions.changed'>,
): S {
  const others = state.rows.filter((row) => row.sessionId !== sessionId);
  const wasListed = others.length < state.rows.length;
  const isListed = session !== undefined && !session.isArchived;
  const total = state.total + Number(isListed) - Number(wasListed);
  return { ...state, rows: isListed ? sortRows([...others, session]) : others, total };
}

function mergeRows(rows: readonly SessionRow[], more: readonly SessionRow[]): SessionRow[] {
  const known = new Set(rows.map((row) => row.sessionId));
  return [...rows, ...more.filter((row) => !known.has(row.sessionId))];
}

function sortRows(rows: readonly SessionRow[]): SessionRow[] {
  return [...rows].sort((a, b) => b.updatedAt - a.updatedAt);
}
