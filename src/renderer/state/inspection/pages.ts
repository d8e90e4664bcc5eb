import type { StoreApi } from 'zustand/vanilla';
import { toClientError } from '../../transport/client-error.ts';
import { applyNewestPage } from '../conversation/apply-history.ts';
import { readToEnd, type AskHistory, type HistoryPage } from './ask-history.ts';
import { readSurroundings } from './read-around.ts';
import type { TranscriptState } from './types.ts';
import { addNewer, addOlder } from './window.ts';

type Change = (state: TranscriptState) => TranscriptState;

export interface Pages {
  /** Reads the newest page and shows nothing else. */
  readonly readNewest: () => Promise<void>;
  readonly readOlder: () => Promise<void>;
  readonly readNewer: () => Promise<void>;
  /**
   * Shows a message with what stands around it.
   * @returns elsewhere: it is not on the branch that is shown; gone: there is none such
   */
  readonly readAround: (messageId: string) => Promise<'there' | 'elsewhere' | 'gone'>;
}

interface PagesDeps {
  readonly ask: AskHistory;
  readonly store: StoreApi<TranscriptState>;
  readonly update: (change: Change) => void;
}

const noLater = { later: [], isDetached: false, hasNews: false, outgoing: [] } as const;

/** Reads a conversation in both directions, a page at a time. */
export function createPages({ ask, store, update }: PagesDeps): Pages {
  /** What was begun before something else was shown is dropped. */
  let round = 0;
  const begin = (): number => {
    if (store.getState().load.kind !== 'ready')
      update((state) => ({ ...state, load: { kind: 'loading' } }));
    return ++round;
  };
  const fail = (own: number, thrown: unknown): void => {
    if (own !== round || store.getState().load.kind === 'ready') return;
    update((state) => ({ ...state, load: { kind: 'failed', error: toClientError(thrown) } }));
  };
  const oneAtATime = async (
    flag: 'isLoadingOlder' | 'isLoadingNewer',
    work: () => Promise<Change | undefined>,
  ): Promise<'read' | 'too-much'> => {
    if (store.getState()[flag]) return 'read';
    const own = round;
    update((state) => ({ ...state, [flag]: true }));
    // Without a line it is asked for again as soon as somebody scrolls.
    const change = await work().catch((): Change => (state) => state);
    update((state) => ({ ...(own === round && change ? change(state) : state), [flag]: false }));
    return change ? 'read' : 'too-much';
  };
  const readNewest = async (): Promise<void> => {
    const own = begin();
    try {
      const page = await ask();
      if (own === round) update((state) => showOnly(state, page));
    } catch (thrown) {
      fail(own, thrown);
    }
  };

  return {
    readNewest,
    async readOlder() {
      const [first] = store.getState().messages;
      if (typeof first?.parentId !== 'string') return;
      await oneAtATime('isLoadingOlder', async () => {
        const { messages } = await ask({ cursor: first.id });
        return (state) => addOlder(state, messages);
      });
    },
    async readNewer() {
      if (store.getState().later.length === 0) return;
      const outcome = await oneAtATime('isLoadingNewer', () => readNext(ask, store.getState()));
      if (outcome === 'too-much') await readNewest();
    },
    async readAround(messageId) {
      if (store.getState().messages.some(({ id }) => id === messageId)) return 'there';
      const own = begin();
      try {
        const found = await readSurroundings(ask, messageId);
        if (own !== round) return 'there';
        if (!found) {
          await readNewest();
          return 'gone';
        }
        const { later, isDetached } = found;
        update((state) => ({ ...showOnly(state, found.page), later, isDetached }));
        return found.isElsewhere ? 'elsewhere' : 'there';
      } catch (thrown) {
        fail(own, thrown);
        return 'there';
      }
    },
  };
}

/** Nothing of what was in memory stays: it need not be the same branch any more. */
function showOnly(state: TranscriptState, page: HistoryPage): TranscriptState {
  return { ...state, ...applyNewestPage({ ...state, messages: [] }, page), ...noLater };
}

/** The page behind the window; undefined when more than can be joined came meanwhile. */
async function readNext(ask: AskHistory, state: TranscriptState): Promise<Change | undefined> {
  const chunk = state.later.at(-1);
  if (!chunk) return (now) => now;
  if (chunk.before !== undefined) {
    const { messages } = await ask({ cursor: chunk.before, limit: chunk.count });
    return (now) => addNewer(now, messages);
  }
  const rest = await readToEnd(ask, state);
  if (!rest) return undefined;
  return (now) => {
    const { runs } = applyNewestPage({ ...now, messages: [] }, rest);
    return { ...addNewer(now, rest.messages), runs, hasNews: false };
  };
}
