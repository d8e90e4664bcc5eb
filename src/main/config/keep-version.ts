import type { ConfigHistory } from './history.ts';
import type { ReadFiles } from './load.ts';

export interface KeptVersion {
  /** Number of the version that holds these files; 0 when there is nothing to keep. */
  readonly version: number;
  readonly isNew: boolean;
}

/** Keeps what was read in the history, unless the newest version already holds the same. */
export async function keepVersion(
  history: ConfigHistory,
  { graph }: ReadFiles,
  author: string,
  atMs: number,
): Promise<KeptVersion> {
  const newest = await history.newest();
  if (!graph.root || newest?.hash === graph.hash) {
    return { version: newest?.version ?? 0, isNew: false };
  }
  const texts = Object.fromEntries([...graph.files.values()].map(({ name, text }) => [name, text]));
  const entry = { at: atMs, author, hash: graph.hash, root: graph.root.name, texts };
  return { version: await history.add(entry), isNew: true };
}
