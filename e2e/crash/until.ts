const pollMs = 25;

/** Asks again and again: for what tells nobody when it changes, such as other processes. */
export async function until(
  look: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const endAt = performance.now() + timeoutMs;
  for (;;) {
    if (await look()) return true;
    if (performance.now() > endAt) return false;
    await later(pollMs);
  }
}

/** Resolves with nothing after a while. */
export function later(delayMs: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), delayMs);
  });
}
