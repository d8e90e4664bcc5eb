import type { ConfigDiffProps } from '../config-editor-props.ts';
import type { editor } from 'monaco-editor/editor/editor.api.js';
import { commonOptions, textOptions } from './editor-options.ts';
import { openFile } from './open-file.ts';
import type { Workbench } from './workbench.ts';

/** Two texts beside each other on the page. */
export interface DiffDesk {
  readonly update: (now: ConfigDiffProps) => void;
  readonly dispose: () => void;
}

/** Puts a comparison into an element. */
export function createDiffDesk(
  { monaco }: Workbench,
  element: HTMLElement,
  owner: string,
  first: ConfigDiffProps,
): DiffDesk {
  let now = first;
  const open = (path: string, text: string, onType: (typed: string) => void) =>
    openFile(monaco, { path, owner, text, onType });
  const original = open('original', first.original, () => undefined);
  const modified = open('modified', first.modified, (text) => now.onChange?.(text));
  const instance = monaco.editor.createDiffEditor(element, {
    ...commonOptions(document.documentElement),
    ...textOptions,
    autoDetectHighContrast: false,
    readOnly: first.onChange === undefined,
    originalEditable: false,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: true,
    renderSideBySideInlineBreakpoint: 640,
    renderOverviewRuler: false,
    renderGutterMenu: false,
    hideUnchangedRegions: { enabled: true },
  });
  instance.setModel({ original: original.model, modified: modified.model });
  const names = [
    keepName(instance.getOriginalEditor(), () => now.originalLabel),
    keepName(instance.getModifiedEditor(), () => now.modifiedLabel),
  ];
  return {
    update(next) {
      now = next;
      original.accept(next.original);
      modified.accept(next.modified);
      instance.updateOptions({ readOnly: next.onChange === undefined });
      for (const name of names) name.say();
    },
    dispose() {
      for (const name of names) name.dispose();
      instance.dispose();
      original.dispose();
      modified.dispose();
    },
  };
}

/**
 * Says what a side is. A comparison hands its own options on whenever one of them, or its width, changes,
 * and takes the name of the side away with that.
 */
function keepName(
  side: editor.ICodeEditor,
  name: () => string,
): { readonly say: () => void; readonly dispose: () => void } {
  const say = (): void => {
    if (side.getRawOptions().ariaLabel !== name()) side.updateOptions({ ariaLabel: name() });
  };
  say();
  const listening = side.onDidChangeConfiguration(say);
  return { say, dispose: () => listening.dispose() };
}
