import { z } from 'zod';
import type { AppState } from './app-state.ts';
import { createLiveRead, type LiveRead } from './live-read.ts';

/** What the configuration says of memory. */
export interface RecallSetting {
  /** Notes an agent gets with each message. */
  readonly recall: number;
  /** The model that finds notes by their meaning; by words when absent. */
  readonly embedding?: string | undefined;
}

/** How much is recalled, and how it is found. */
export function createRecallSetting({
  client,
}: Pick<AppState, 'client'>): LiveRead<RecallSetting | undefined> {
  const shape = z.looseObject({
    memory: z.looseObject({ recall: z.number(), embedding: z.string().optional() }),
  });
  const read = async (): Promise<RecallSetting | undefined> => {
    const found = shape.safeParse((await client.request('config.get', {})).config);
    return found.success ? found.data.memory : undefined;
  };
  return createLiveRead(client, read, ['config.changed']);
}
