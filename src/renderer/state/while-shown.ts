/** Work that waits until somebody looks at what comes of it. */
export interface WhileShown {
  /** Does it now when somebody looks, else once when they do. */
  readonly ask: () => void;
  /** It is on the screen from now on. The result ends that. */
  readonly look: () => () => void;
}

/** Leaves alone what nobody sees. */
export function createWhileShown(work: () => void): WhileShown {
  let shownCount = 0;
  let isDue = false;
  return {
    ask() {
      if (shownCount > 0) work();
      else isDue = true;
    },
    look() {
      shownCount += 1;
      if (isDue) work();
      isDue = false;
      return () => void (shownCount -= 1);
    },
  };
}
