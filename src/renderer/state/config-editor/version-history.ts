import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { AppState } from '../app-state.ts';
import { createLiveRead, type LiveRead } from '../live-read.ts';

export type VersionRow = ResultOf<'config.history'>['versions'][number];
export type VersionTexts = ResultOf<'config.version'>;

interface VersionTextsState {
  readonly byVersion: ReadonlyMap<number, VersionTexts>;
  readonly error: ClientError | undefined;
}

/** The versions that are kept, newest first, and the texts of those that were looked at. */
export interface VersionHistory {
  readonly rows: LiveRead<readonly VersionRow[]>;
  readonly texts: StoreApi<VersionTextsState>;
  /** Reads the texts of a version; a version never changes. */
  readonly open: (version: number) => void;
}

const keptTexts = 20;

/** The history of the configuration; follows every change. */
export function createVersionHistory({ client }: Pick<AppState, 'client'>): VersionHistory {
  const texts = createStore<VersionTextsState>(() => ({ byVersion: new Map(), error: undefined }));
  const read = async (version: number): Promise<void> => {
    try {
      const found = await client.request('config.version', { version });
      texts.setState(({ byVersion }) => ({
        byVersion: new Map([...byVersion, [version, found] as const].slice(-keptTexts)),
        error: undefined,
      }));
    } catch (thrown) {
      texts.setState({ error: toClientError(thrown) });
    }
  };
  return {
    rows: createLiveRead(
      client,
      async (): Promise<readonly VersionRow[]> =>
        (await client.request('config.history', {})).versions,
      ['config.changed'],
    ),
    texts,
    open(version) {
      if (version > 0 && !texts.getState().byVersion.has(version)) void read(version);
    },
  };
}
