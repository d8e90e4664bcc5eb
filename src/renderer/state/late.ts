import { useEffect, useState } from 'react';
import { keepTrying } from '../transport/keep-trying.ts';

/** Code that comes when it is first asked for. */
export interface Late<T> {
  /** What is there already, so that coming back shows it at once. */
  readonly ready: () => T | undefined;
  /** Loads it on the first call. */
  readonly load: () => Promise<T>;
}

/** Loads once, and again and again as long as the gateway that serves it is away. */
export function createLate<T>(load: () => Promise<T>): Late<T> {
  let loading: Promise<T> | undefined;
  let ready: T | undefined;
  const begin = async (): Promise<T> => (ready = await keepTrying(load));
  return {
    ready: () => ready,
    load: () => (loading ??= begin()),
  };
}

/**
 * What is loaded late, undefined until it is there. Not React's `lazy`: what a Suspense waited for is
 * held back for 300 ms after its placeholder, and once more for each one inside of it.
 */
export function useLate<T>(late: Late<T>): T | undefined {
  const [part, setPart] = useState(late.ready);
  useEffect(() => {
    let isGone = false;
    void late.load().then((loaded) => {
      if (!isGone) setPart(() => loaded);
    });
    return () => {
      isGone = true;
    };
  }, [late]);
  return part;
}
