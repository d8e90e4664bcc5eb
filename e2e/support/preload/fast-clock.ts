// Loaded before the program (`node --import`): its time runs faster than ours, so that what happens
// once in an hour can be waited for. The program itself is not changed.
const factor = Number(process.env['E2E_CLOCK_FACTOR'] ?? '1');
const startedAt = Date.now();
const realNow = Date.now.bind(Date);
const realMonotonic = performance.now.bind(performance);
const realSetTimeout = globalThis.setTimeout;

Date.now = () => startedAt + (realNow() - startedAt) * factor;
performance.now = () => realMonotonic() * factor;
globalThis.setTimeout = ((callback: () => void, delayMs?: number) =>
  realSetTimeout(callback, (delayMs ?? 0) / factor)) as typeof setTimeout;
