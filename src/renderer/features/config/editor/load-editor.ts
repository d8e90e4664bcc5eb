import type { Language } from '../../../state/preferences.ts';
import { createLate } from '../../../state/late.ts';
import { loadMonaco } from './monaco/load-monaco.ts';

/** The editor of the text; it comes when somebody looks at the configuration. */
export const lateEditor = createLate(
  async () => (await import('./config-editor.tsx')).ConfigEditor,
);

/**
 * Fetches the editor before it is known what it will show. Monaco itself comes along with it and not
 * after it; the editor asks for it again, and keeps trying, should that fail.
 */
export function fetchEditor(language: Language): void {
  void lateEditor.load();
  loadMonaco(language).catch(() => undefined);
}
