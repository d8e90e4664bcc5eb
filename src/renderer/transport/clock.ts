/** A running timer; `cancel` may be called at any time. */
export interface Timer {
  cancel(): void;
}

/** The only source of time in the interface, so that tests can drive it. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number;
  after(delayMs: number, callback: () => void): Timer;
}

/** The clock of the browser. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
