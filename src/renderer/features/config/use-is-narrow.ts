import { useSyncExternalStore } from 'react';

/** Below this the panel beside the text is a tab of its own: 900 px at the usual size of type. */
const narrowQuery = '(max-width: 56.25rem)';

/** Whether there is room for one column only. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(listen, () => window.matchMedia(narrowQuery).matches);
}

function listen(onChange: () => void): () => void {
  const query = window.matchMedia(narrowQuery);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
