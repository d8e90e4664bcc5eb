import { useSyncExternalStore } from 'react';

/** Room for the form and for what stands beside it. */
const wide = '(min-width: 64rem)';

/** Whether there is room for both columns; follows the window. */
export function useIsWide(): boolean {
  return useSyncExternalStore(listen, () => window.matchMedia(wide).matches);
}

function listen(onChange: () => void): () => void {
  const query = window.matchMedia(wide);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
