import type { editor } from 'monaco-editor/editor/editor.api.js';

/**
 * After Escape, Tab goes on to the next control, so that nobody is kept in the editor by the
 * keyboard; any other key makes Tab indent again. Control-M switches it for longer, as in Monaco.
 */
export function leaveByTab(
  instance: editor.IStandaloneCodeEditor,
  onChange: (leaves: boolean) => void,
): { dispose(): void } {
  let leaves = false;
  const turn = (next: boolean): void => {
    if (leaves === next) return;
    leaves = next;
    instance.updateOptions({ tabFocusMode: next });
    onChange(next);
  };
  const parts = [
    instance.onKeyDown(({ browserEvent: { key } }) => {
      if (key === 'Escape') turn(true);
      else if (key !== 'Tab' && key !== 'Shift') turn(false);
    }),
    instance.onDidBlurEditorWidget(() => turn(false)),
  ];
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
