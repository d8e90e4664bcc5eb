import type { AppState } from '../app-state.ts';
import { createConfigTopic } from '../config-draft/config-topic.ts';
import { createKeeper } from '../keeper.ts';
import { openTopic } from '../use-topic.ts';
import { createDraftKeeper } from './keep-drafts.ts';
import { createTextEditor, type TextEditor } from './text-editor.ts';

/** The texts of the configuration for this tab: what is not saved stays over pages and reloads. */
export function createConfigEditor(app: AppState): TextEditor {
  return createTextEditor({
    client: app.client,
    clock: app.clock,
    newKey: app.newKey,
    config: openTopic(app, createConfigTopic),
    keeper: createDraftKeeper(createKeeper(() => window.sessionStorage)),
  });
}
