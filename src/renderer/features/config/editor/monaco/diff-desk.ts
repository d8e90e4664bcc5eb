import type { ConfigDiffProps } from '../config-diff.tsx';
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
    originalAriaLabel: first.originalLabel,
    modifiedAriaLabel: first.modifiedLabel,
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
  return {
    update(next) {
      now = next;
      original.accept(next.original);
      modified.accept(next.modified);
      instance.updateOptions({ readOnly: next.onChange === undefined });
      instance.getOriginalEditor().updateOptions({ ariaLabel: next.originalLabel });
      instance.getModifiedEditor().updateOptions({ ariaLabel: next.modifiedLabel });
    },
    dispose() {
      instance.dispose();
      original.dispose();
      modified.dispose();
    },
  };
}
