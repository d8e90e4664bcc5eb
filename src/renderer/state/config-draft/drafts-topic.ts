import { createStore, type StoreApi } from 'zustand/vanilla';
import { formatPath, parsePath, type ConfigPath } from '../../../shared/config/path.ts';
import type { AppState } from '../app-state.ts';
import { createKeeper } from '../keeper.ts';
import { openTopic } from '../use-topic.ts';
import { createConfigTopic, type ConfigTopic } from './config-topic.ts';
import { createDraft, type Draft, type DraftDeps } from './draft.ts';
import { createEditKeeper } from './keep-edits.ts';
import { writeConfig, type Written } from './write-config.ts';
import type { ConfigText } from './config-topic.ts';
import type { ConfigEdits } from '../../../shared/protocol/config.ts';

/** All drafts of this tab. */
export interface ConfigDrafts {
  readonly config: ConfigTopic;
  /** Sections with pending edits, as formatted paths. */
  readonly pending: StoreApi<{ readonly sections: readonly string[] }>;
  /** The draft of an entry or a section; the same one for the same path. */
  readonly open: (path: ConfigPath | string) => Draft;
  /**
   * Saves edits that need no draft, such as a switch or a new name. `prepare` is asked again when
   * somebody else saved meanwhile.
   * @throws ClientError
   */
  readonly write: (prepare: (text: ConfigText) => ConfigEdits) => Promise<Written>;
}

/** Drafts of the configuration; for `useTopic`. */
export function createConfigDrafts(app: AppState): ConfigDrafts {
  const config = openTopic(app, createConfigTopic);
  const keeper = createKeeper(() => window.sessionStorage);
  const { client, clock } = app;
  return createDrafts({ client, clock, config, kept: createEditKeeper(keeper) });
}

/** As `createConfigDrafts`, over parts that a test can bring. */
export function createDrafts(deps: DraftDeps): ConfigDrafts {
  const drafts = new Map<string, Draft>();
  const pending = createStore<{ readonly sections: readonly string[] }>(() => ({
    sections: deps.kept.list(),
  }));
  const note = (section: string, isPending: boolean): void =>
    pending.setState(({ sections }) => {
      if (sections.includes(section) === isPending) return { sections };
      const others = sections.filter((each) => each !== section);
      return { sections: isPending ? [...others, section] : others };
    });

  return {
    config: deps.config,
    pending,
    open(path) {
      const section = typeof path === 'string' ? path : formatPath(path);
      const found = drafts.get(section);
      if (found) return found;
      const draft = createDraft(deps, parsePath(section) ?? [section]);
      drafts.set(section, draft);
      draft.store.subscribe(({ edits }) => note(section, edits.length > 0));
      return draft;
    },
    write: (prepare) => writeConfig(deps, prepare),
  };
}
