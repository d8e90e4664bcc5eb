// Runs before the first paint, so that a remembered theme never flashes the other one first.
// state/theme.ts does the same later on; both read the key "openclaw.theme".
(() => {
  let chosen = 'system';
  try {
    chosen = JSON.parse(localStorage.getItem('openclaw.theme') ?? '"system"');
  } catch {
    // An unreadable choice is no choice.
  }
  const asks = (query) => matchMedia(query).matches;
  const isDark =
    chosen === 'dark' ||
    chosen === 'contrast-dark' ||
    (chosen !== 'light' && chosen !== 'contrast-light' && asks('(prefers-color-scheme: dark)'));
  const isHigh =
    String(chosen).startsWith('contrast') ||
    (chosen === 'system' && asks('(prefers-contrast: more)'));
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  document.documentElement.dataset.contrast = isHigh ? 'high' : 'normal';
})();
