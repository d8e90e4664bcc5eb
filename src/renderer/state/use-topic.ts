import { useApp } from './app-context.ts';
import type { AppState } from './app-state.ts';

const topics = new WeakMap<AppState, Map<unknown, unknown>>();

/**
 * The store of a topic that only some pages need. It is made when the first of them is drawn, follows
 * events from then on, and stays, so that coming back shows it at once.
 *
 * @param create a function of a module, which also names the topic
 */
export function useTopic<T>(create: (app: AppState) => T): T {
  return openTopic(useApp(), create);
}

/** As `useTopic`, where there is no component. */
export function openTopic<T>(app: AppState, create: (app: AppState) => T): T {
  const made = topics.get(app) ?? new Map<unknown, unknown>();
  topics.set(app, made);
  if (!made.has(create)) made.set(create, create(app));
  // Only `create` itself ever put something under its own name.
  return made.get(create) as T;
}
