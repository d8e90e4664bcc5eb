import { limits } from '../../shared/config/limits.ts';

/** The conversations this client looks at. */
export interface Watched {
  /** Looks at one more; several may look at the same. The result lets it go. */
  readonly watch: (sessionKey: string) => () => void;
  /** Says it anew: the connection is a new one. */
  readonly tell: () => void;
}

/**
 * Tells the gateway which conversations are looked at, so that what is said in all the others costs
 * nothing. Changes of one moment are told once.
 *
 * @param send sends the list; it is told again after each connect
 */
export function createWatched(send: (sessionKeys: string[]) => void): Watched {
  const counts = new Map<string, number>();
  let isTelling = false;

  const tell = (): void => {
    isTelling = false;
    send([...counts.keys()].slice(-limits.eventLog.watched));
  };
  const tellSoon = (): void => {
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(tell);
  };

  return {
    tell,
    watch(sessionKey) {
      const count = counts.get(sessionKey) ?? 0;
      // The newest stand last: where there are too many, the oldest are left out.
      counts.delete(sessionKey);
      counts.set(sessionKey, count + 1);
      if (count === 0) tellSoon();
      let isLet = false;
      return () => {
        if (isLet) return;
        isLet = true;
        const left = (counts.get(sessionKey) ?? 1) - 1;
        if (left > 0) counts.set(sessionKey, left);
        else counts.delete(sessionKey);
        if (left <= 0) tellSoon();
      };
    },
  };
}
