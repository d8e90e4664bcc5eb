import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState } from '../app-state.ts';
import { createConfigTopic } from '../config-draft/config-topic.ts';
import { createKeeper } from '../keeper.ts';
import { openTopic } from '../use-topic.ts';

/** So many names of its own a browser keeps; it gets a new one when it signs in anew. */
const mostOwn = 8;

/**
 * The names under which the history keeps what this browser saves, as the gateway tells them: those
 * of earlier sign-ins too.
 */
export function createOwnAuthors(app: AppState): StoreApi<ReadonlySet<string>> {
  const keeper = createKeeper(() => window.localStorage);
  const kept = keeper.read('config-authors');
  const own = createStore<ReadonlySet<string>>(
    () => new Set(Array.isArray(kept) ? kept.filter(isText) : []),
  );
  const note = (author: string | undefined): void => {
    if (author === undefined || own.getState().has(author)) return;
    const names = [...own.getState(), author].slice(-mostOwn);
    own.setState(new Set(names), true);
    keeper.write('config-authors', names);
  };
  const { store } = openTopic(app, createConfigTopic);
  note(store.getState().text?.author);
  store.subscribe(({ text }) => note(text?.author));
  return own;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
