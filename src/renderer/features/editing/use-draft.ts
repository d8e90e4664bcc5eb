import { useEffect } from 'react';
import { useStore } from 'zustand';
import { formatPath, type ConfigPath } from '../../../shared/config/path.ts';
import type { ConfigState } from '../../state/config-draft/config-topic.ts';
import type { Draft, DraftState } from '../../state/config-draft/draft.ts';
import { createConfigDrafts, type ConfigDrafts } from '../../state/config-draft/drafts-topic.ts';
import { useTopic } from '../../state/use-topic.ts';

/** All drafts, and the configuration they stand on. */
export function useDrafts(): ConfigDrafts {
  return useTopic(createConfigDrafts);
}

/** The draft of an entry such as `['agents', 'coder']` or of a section such as `bindings`. */
export function useDraft(path: ConfigPath | string): Draft {
  return useDrafts().open(typeof path === 'string' ? path : formatPath(path));
}

/** The part of a draft that a component draws. */
export function useDraftState<T>(draft: Draft, select: (state: DraftState) => T): T {
  return useStore(draft.store, select);
}

/** The part of the configuration that a component draws. */
export function useConfig<T>(select: (state: ConfigState) => T): T {
  return useStore(useDrafts().config.store, select);
}

/** Asks the browser to ask before it closes a page with changes that are kept nowhere else. */
export function useLeaveWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isNeeded]);
}
