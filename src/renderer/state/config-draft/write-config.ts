import type { ConfigEdits } from '../../../shared/protocol/config.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { ClientError, toClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import type { ConfigText, ConfigTopic } from './config-topic.ts';

/** What was saved, and the way back. */
export interface Written extends ResultOf<'config.edit'> {
  /**
   * Brings back what was there; what others saved meanwhile stays.
   * @throws ClientError when the same place was changed since
   */
  readonly undo: () => Promise<void>;
}

export interface ConfigWriterDeps {
  readonly client: Pick<Client, 'request'>;
  readonly config: ConfigTopic;
}

const mostTries = 4;

/**
 * Saves edits as minimal changes of the text. When somebody else saved meanwhile, `prepare` is asked
 * again for the new text; it throws when the change no longer fits.
 * @param secretsBase the hash of the text over which secrets in the edits were typed
 * @throws ClientError
 */
export async function writeConfig(
  deps: ConfigWriterDeps,
  prepare: (text: ConfigText) => ConfigEdits,
  secretsBase?: string,
): Promise<Written> {
  const { client, config } = deps;
  let text = config.store.getState().text ?? (await config.refresh());
  for (let attempt = 1; ; attempt += 1) {
    const before = text;
    const edits = prepare(before);
    try {
      const result = await client.request('config.edit', {
        ...{ edits, baseHash: before.hash },
        ...(secretsBase === undefined ? {} : { secretsBase }),
      });
      await config.refresh();
      return { ...result, undo: () => undoWrite(deps, before, result) };
    } catch (thrown) {
      const error = toClientError(thrown);
      if (error.code !== 'CONFIG_CONFLICT' || attempt === mostTries) throw error;
      text = await config.refresh();
    }
  }
}

/** The gateway knows what stood there, secrets included, and keeps what was saved since. */
async function undoWrite(
  { client, config }: ConfigWriterDeps,
  before: ConfigText,
  { version }: ResultOf<'config.edit'>,
): Promise<void> {
  await client.request('config.undo', { version, before: versionBefore(before) });
  await config.refresh();
}

/**
 * The version that a text is, for taking back what was made of it; 0 when there was no file.
 * @throws ClientError when it was not kept: that must not be taken for "there was nothing".
 */
export function versionBefore({ exists, version }: ConfigText): number {
  if (!exists) return 0;
  if (version > 0) return version;
  const message = 'The version before was not kept.';
  throw new ClientError({ code: 'CONFIG_HISTORY_MISSING', message, values: { version } });
}
