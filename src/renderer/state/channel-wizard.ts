import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { lazy } from '../../shared/lazy.ts';
import type { AppState } from './app-state.ts';
import { createKeeper, type Keeper } from './keeper.ts';

export const accessModes = ['pairing', 'allowlist', 'open', 'off'] as const;

/** A channel that is being added. */
export interface WizardDraft {
  readonly type: string;
  readonly step: 'credentials' | 'answers' | 'plan';
  readonly name: string;
  /** As they will be written; a secret only by its name. */
  readonly settings: Readonly<Record<string, string>>;
  /** Whom it is logged in as, once a check has worked. */
  readonly account: string;
  /** Empty: the default agent. */
  readonly agent: string;
  readonly direct: (typeof accessModes)[number];
  /** In groups it speaks when it is mentioned. */
  readonly inGroups: boolean;
}

export interface WizardState {
  readonly draft: WizardDraft | undefined;
  /** Secrets in plain words: in memory only, gone with the page. */
  readonly secrets: Readonly<Record<string, string>>;
}

export interface Wizard {
  readonly store: StoreApi<WizardState>;
  /** Begins with a messenger, unless it was begun already. */
  readonly begin: (type: string, name: string) => void;
  readonly change: (part: Partial<WizardDraft>) => void;
  /** A secret that was typed; undefined forgets it. */
  readonly typeSecret: (setting: string, value: string | undefined) => void;
  readonly end: () => void;
}

const draftShape = lazy(() =>
  z.object({
    type: z.string(),
    step: z.enum(['credentials', 'answers', 'plan']),
    name: z.string(),
    settings: z.record(z.string(), z.string()),
    account: z.string(),
    agent: z.string(),
    direct: z.enum(accessModes),
    inGroups: z.boolean(),
  }),
);
const key = 'channelWizard';

/** Adding a channel, step by step; it can be left and continued. For `useTopic`. */
export function createChannelWizard(_: Pick<AppState, 'client'>): Wizard {
  return createWizard(createKeeper(() => window.localStorage));
}

/** As `createChannelWizard`, over a keeper that a test can bring. */
export function createWizard(keeper: Keeper): Wizard {
  const kept = draftShape().safeParse(keeper.read(key));
  const store = createStore<WizardState>(() => ({
    draft: kept.success ? kept.data : undefined,
    secrets: {},
  }));
  const put = (draft: WizardDraft | undefined): void => {
    store.setState({ draft });
    keeper.write(key, draft);
  };
  return {
    store,
    begin(type, name) {
      if (store.getState().draft?.type === type) return;
      store.setState({ secrets: {} });
      put({
        ...{ type, name, step: 'credentials', settings: {}, account: '', agent: '' },
        ...{ direct: 'pairing', inGroups: false },
      });
    },
    change(part) {
      const { draft } = store.getState();
      if (draft) put({ ...draft, ...part });
    },
    typeSecret(setting, value) {
      const { [setting]: _old, ...others } = store.getState().secrets;
      store.setState({ secrets: value === undefined ? others : { ...others, [setting]: value } });
    },
    end() {
      store.setState({ secrets: {} });
      put(undefined);
    },
  };
}
