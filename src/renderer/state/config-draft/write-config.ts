import { formatPath, parsePath, type ConfigPath } from '../../../shared/config/path.ts';
import type { ConfigEdits } from '../../../shared/protocol/config.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { toClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import type { ConfigText, ConfigTopic } from './config-topic.ts';
import { valueAt } from './plain-value.ts';

type Edit = ConfigEdits[number];

/** What was saved, and the way back. */
export interface Written extends ResultOf<'config.edit'> {
  /**
   * Brings back what was there: the version before while nothing else was saved since, else by the
   * opposite edits, so that what others saved meanwhile stays.
   * @throws ClientError
   */
  readonly undo: () => Promise<void>;
}

export interface ConfigWriterDeps {
  readonly client: Pick<Client, 'request'>;
  readonly config: ConfigTopic;
}

/** Edits on the text they were made for. */
export interface PreparedEdits {
  readonly text: ConfigText;
  readonly edits: ConfigEdits;
}

const mostTries = 4;

/**
 * Saves edits as minimal changes of the text. When somebody else saved meanwhile, `prepare` is asked
 * again for the new text; it throws when the change no longer fits.
 * @throws ClientError
 */
export async function writeConfig(
  deps: ConfigWriterDeps,
  prepare: (text: ConfigText) => ConfigEdits,
): Promise<Written> {
  const { client, config } = deps;
  let text = config.store.getState().text ?? (await config.refresh());
  for (let attempt = 1; ; attempt += 1) {
    const prepared: PreparedEdits = { text, edits: prepare(text) };
    try {
      const result = await client.request('config.edit', {
        edits: prepared.edits,
        baseHash: text.hash,
      });
      await config.refresh();
      return { ...result, undo: () => undoWrite(deps, prepared, result) };
    } catch (thrown) {
      const error = toClientError(thrown);
      if (error.code !== 'CONFIG_CONFLICT' || attempt === mostTries) throw error;
      text = await config.refresh();
    }
  }
}

async function undoWrite(
  deps: ConfigWriterDeps,
  { text, edits }: PreparedEdits,
  { hash }: ResultOf<'config.edit'>,
): Promise<void> {
  const { client, config } = deps;
  try {
    if (text.version === 0) throw toClientError(new Error('no version before'));
    await client.request('config.restore', { version: text.version, baseHash: hash });
  } catch {
    const inverse = invertEdits(edits, text.parsed);
    const now = await config.refresh();
    await client.request('config.edit', { edits: inverse, baseHash: now.hash });
  }
  await config.refresh();
}

/**
 * The edits that take others back, last one first.
 * @param before the root as it was written when the edits were made
 */
export function invertEdits(edits: ConfigEdits, before: unknown): ConfigEdits {
  return edits.toReversed().map((edit) => invertEdit(edit, before));
}

function invertEdit(edit: Edit, before: unknown): Edit {
  const path = readPath(edit.path);
  const old = valueAt(before, path);
  switch (edit.op) {
    case 'rename':
      return { op: 'rename', path: siblingOf(edit.path, edit.to), to: String(path.at(-1)) };
    case 'copy':
      return { op: 'delete', path: siblingOf(edit.path, edit.to) };
    case 'set':
    case 'append':
    case 'delete':
      return old === undefined
        ? { op: 'delete', path: edit.path }
        : { op: 'set', path: edit.path, value: old };
  }
}

function siblingOf(path: string, key: string): string {
  return formatPath([...readPath(path).slice(0, -1), key]);
}

function readPath(path: string): ConfigPath {
  return parsePath(path) ?? [];
}
