import type { editor } from 'monaco-editor/editor/editor.api.js';

/** The root's size of type times that of `--text-md`. */
const textScale = 0.8125;

/** How every editor of ours looks and behaves. */
export function commonOptions(root: HTMLElement): editor.IEditorOptions {
  const style = getComputedStyle(root);
  const fontSize = Number.parseFloat(style.fontSize) * textScale;
  return {
    automaticLayout: true,
    fontFamily: style.getPropertyValue('--font-mono').trim(),
    fontSize,
    lineHeight: Math.round(fontSize * 1.55),
    fontLigatures: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    renderLineHighlight: 'line',
    renderWhitespace: 'selection',
    wordWrap: 'on',
    wrappingIndent: 'indent',
    padding: { top: 8, bottom: 8 },
    // Suggestions and hovers may reach beyond the editor, but not beyond the window.
    fixedOverflowWidgets: true,
    useShadowDOM: false,
    overviewRulerBorder: false,
    smoothScrolling: false,
    cursorBlinking: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'solid' : 'blink',
    unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
    scrollbar: { useShadows: false, alwaysConsumeMouseWheel: false },
    lineNumbersMinChars: 3,
    // Monaco's own menu can't be read by a screen reader as a menu; the browser's has the clipboard.
    contextmenu: false,
  };
}

/** What the editor of the text has beyond that. */
export const textOptions: editor.IEditorOptions & editor.IGlobalEditorOptions = {
  bracketPairColorization: { enabled: false },
  wordBasedSuggestions: 'off',
  suggest: { showWords: false, showStatusBar: false, preview: false },
  quickSuggestions: { other: true, strings: true, comments: false },
  suggestOnTriggerCharacters: true,
  tabCompletion: 'off',
  acceptSuggestionOnCommitCharacter: false,
  formatOnPaste: false,
  links: true,
  stickyScroll: { enabled: false },
  inlineSuggest: { enabled: false },
  gotoLocation: { multiple: 'goto' },
  occurrencesHighlight: 'singleFile',
};
