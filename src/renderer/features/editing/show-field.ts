/** Brings the field of a setting into sight and puts the focus on it; false when it is not there. */
export function showField(path: string): boolean {
  const row = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(path)}"]`);
  if (!row) return false;
  for (let outer = row.parentElement; outer; outer = outer.parentElement)
    if (outer instanceof HTMLDetailsElement) outer.open = true;
  row.scrollIntoView({ block: 'center' });
  const entry = row.querySelector<HTMLElement>('[data-entry]');
  (entry ?? row.querySelector<HTMLElement>('input, textarea, select, button'))?.focus();
  return true;
}
