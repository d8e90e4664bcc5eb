import { useMemo, useSyncExternalStore } from 'react';
import { parseAddress, type Address } from './address.ts';

/** The current address; changes with the fragment. */
export function useAddress(): Address {
  const hash = useSyncExternalStore(listen, () => window.location.hash);
  return useMemo(() => parseAddress(hash), [hash]);
}

/** The address at this moment, for those who need it only once something is done. */
export function currentAddress(): Address {
  return parseAddress(window.location.hash);
}

/** Goes to an address made by `formatAddress`. With `replace` the way back skips this one. */
export function goTo(address: string, how: { readonly replace?: boolean } = {}): void {
  if (how.replace) {
    window.history.replaceState(null, '', address);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else window.location.hash = address;
}

function listen(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}
