import type { Address } from '../../../navigation/address.ts';
import type { Language } from '../../../state/preferences.ts';
import { createLate } from '../../../state/late.ts';
import { readConfigPlace } from '../config-address.ts';
import { loadMonaco } from './monaco/load-monaco.ts';

/** The editor of the text; it comes when somebody looks at the configuration. */
export const lateEditor = createLate(
  async () => (await import('./config-editor.tsx')).ConfigEditor,
);

/**
 * Fetches the editor before it is known what it will show, along with the page and not after it. The
 * editor asks for Monaco again, and keeps trying, should that fail.
 */
export function fetchEditorFor(address: Address, language: Language): void {
  if (readConfigPlace(address).view === 'history') return;
  void lateEditor.load();
  loadMonaco(language).catch(() => undefined);
}
