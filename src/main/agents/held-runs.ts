/** Stops a clock; calling the result lets it go on. */
export type Hold = () => () => void;

/**
 * Runs that stand still because somebody is asked, and the clocks of those who wait for them: an agent
 * that asked another must not lose patience while the owner thinks.
 */
export interface HeldRuns {
  /** A run stands still until the result is called. */
  hold(runId: string): () => void;
  /** Stops a clock whenever that run stands still, until the result is called. */
  follow(runId: string, hold: Hold): () => void;
}

export function createHeldRuns(): HeldRuns {
  const held = new Map<string, number>();
  const followers = new Set<{ readonly runId: string; readonly look: () => void }>();
  const change = (runId: string, by: 1 | -1): void => {
    const count = (held.get(runId) ?? 0) + by;
    if (count === 0) held.delete(runId);
    else held.set(runId, count);
    for (const follower of followers) if (follower.runId === runId) follower.look();
  };
  return {
    hold(runId) {
      change(runId, 1);
      let isHeld = true;
      return () => {
        if (isHeld) change(runId, -1);
        isHeld = false;
      };
    },
    follow(runId, hold) {
      let release: (() => void) | undefined;
      const letGo = (): void => {
        release?.();
        release = undefined;
      };
      const look = (): void => {
        if (held.has(runId)) release ??= hold();
        else letGo();
      };
      const follower = { runId, look };
      followers.add(follower);
      look();
      return () => {
        followers.delete(follower);
        letGo();
      };
    },
  };
}
