import type { StoreApi } from 'zustand/vanilla';
import { toClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import type { ConfigText, ConfigTopic } from '../config-draft/config-topic.ts';
import type { TextEditorState } from './editor-state.ts';
import { fileText, isRoot, withEntry } from './file-texts.ts';
import type { FileDraft } from './rebase-draft.ts';

/** What a save came to. */
export type SaveOutcome =
  | {
      readonly kind: 'saved';
      readonly version: number;
      /** The version it was made over; 0 when there was no file. */
      readonly before: number;
    }
  | { readonly kind: 'nothing' | 'conflict' | 'failed' };

/** Where a secret stands, and where it goes. */
export interface SecretMove {
  readonly path: string;
  readonly to: 'env' | 'store';
  readonly name: string;
}

/** What writes the texts. */
export interface TextWrites {
  /** @param isForced write although most of the file goes */
  readonly save: (file: string, isForced?: boolean) => Promise<SaveOutcome>;
  /** Puts a secret of a file in its place; the file is saved along, so that no version holds it. */
  readonly moveSecret: (file: string, secret: SecretMove) => Promise<SaveOutcome>;
}

const mostTries = 5;

interface SaveDeps {
  readonly client: Pick<Client, 'request'>;
  readonly config: ConfigTopic;
  readonly store: StoreApi<TextEditorState>;
  readonly receiveNewest: () => void;
}

/** Sends the text of a file, if something in it is unsaved. */
type Send = (
  text: ConfigText,
  sent: FileDraft | undefined,
) => Promise<{ readonly hash: string; readonly version: number }>;

/** Saves one file at a time. What others saved meanwhile is taken in first, as often as needed. */
export function createTextWrites({ client, config, store, receiveNewest }: SaveDeps): TextWrites {
  async function sendOnce(file: string, send: Send): Promise<SaveOutcome | 'again'> {
    const { text, drafts } = store.getState();
    if (!text) return { kind: 'nothing' };
    const sent = drafts[file];
    try {
      const { hash, version } = await send(text, sent);
      // What was typed meanwhile is a change of what was sent.
      const base = sent?.text ?? fileText(text, file) ?? '';
      store.setState(({ drafts: now }) => {
        const typed = now[file]?.text;
        return {
          drafts: withEntry(
            now,
            file,
            typed === undefined ? typed : { base, text: typed, secretsBase: hash },
          ),
        };
      });
      await config.refresh().catch(() => undefined);
      return { kind: 'saved', version, before: text.exists ? text.version : 0 };
    } catch (thrown) {
      const error = toClientError(thrown);
      if (error.code === 'CONFIG_SECRET_CHANGED' && sent) {
        const secrets = String(error.values['path']);
        store.setState((state) => askAboutSecrets(state, file, sent, secrets));
        return { kind: 'conflict' };
      }
      if (error.code !== 'CONFIG_CONFLICT') throw error;
      await config.refresh();
      receiveNewest();
      return store.getState().conflicts[file] ? { kind: 'conflict' } : 'again';
    }
  }

  async function sendUntilDone(file: string, send: Send): Promise<SaveOutcome> {
    if (store.getState().saving !== undefined) return { kind: 'nothing' };
    if (store.getState().conflicts[file]) return { kind: 'conflict' };
    store.setState({ saving: file, failure: undefined });
    try {
      for (let attempt = 0; attempt < mostTries; attempt += 1) {
        const outcome = await sendOnce(file, send);
        if (outcome !== 'again') return outcome;
      }
      return { kind: 'conflict' };
    } catch (thrown) {
      store.setState({ failure: { file, error: toClientError(thrown) } });
      return { kind: 'failed' };
    } finally {
      store.setState({ saving: undefined });
      receiveNewest();
    }
  }

  const part = (text: ConfigText, file: string) => (isRoot(text, file) ? {} : { file });
  return {
    async save(file, isForced = false) {
      if (!store.getState().drafts[file]) return { kind: 'nothing' };
      return sendUntilDone(file, (text, sent) =>
        client.request('config.set', {
          ...{ raw: sent?.text ?? '', baseHash: text.hash, ...part(text, file) },
          ...baseOfSecrets(sent),
          ...(isForced ? { force: true } : {}),
        }),
      );
    },
    moveSecret: (file, secret) =>
      sendUntilDone(file, (text, sent) =>
        client.request('config.moveSecret', {
          ...{ ...secret, baseHash: text.hash },
          ...(sent === undefined
            ? {}
            : { raw: sent.text, ...part(text, file), ...baseOfSecrets(sent) }),
        }),
      ),
  };
}

function baseOfSecrets(sent: FileDraft | undefined): { readonly secretsBase?: string } {
  return sent?.secretsBase === undefined ? {} : { secretsBase: sent.secretsBase };
}

/** Both texts look the same where a secret stands, so the gateway had to say that they differ. */
function askAboutSecrets(
  { text, drafts, conflicts }: TextEditorState,
  file: string,
  sent: FileDraft,
  secrets: string,
): Partial<TextEditorState> {
  const theirs = fileText(text, file) ?? '';
  const draft = drafts[file] ?? sent;
  const count = secrets.split(', ').length;
  const conflict = { ...draft, theirs, result: draft.text, count, secrets };
  return { conflicts: withEntry(conflicts, file, conflict) };
}
