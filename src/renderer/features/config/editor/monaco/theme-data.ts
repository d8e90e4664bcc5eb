import type { editor } from 'monaco-editor/editor/editor.api.js';
import type { Theme } from '../../../../state/theme.ts';

/** Reads a token of ui/tokens.css as `#rrggbb`. */
export type ReadToken = (name: string) => string;

/** The name of the theme for a look. */
export function themeName({ scheme, contrast }: Theme): string {
  return `openclaw-${scheme}-${contrast}`;
}

/** Monaco's theme made of the tokens of the interface. */
export function makeTheme(theme: Theme, read: ReadToken): editor.IStandaloneThemeData {
  return { base: baseOf(theme), inherit: true, rules: makeRules(read), colors: makeColors(read) };
}

/** High contrast has bases of its own: they draw lines around what is chosen. */
function baseOf({ scheme, contrast }: Theme): editor.BuiltinTheme {
  if (contrast === 'high') return scheme === 'dark' ? 'hc-black' : 'hc-light';
  return scheme === 'dark' ? 'vs-dark' : 'vs';
}

/** What stands for what in the text. */
export const ruleTokens = [
  ['', '--ink'],
  ['key', '--code-name'],
  ['key.include', '--code-keyword', 'bold'],
  ['string', '--code-string'],
  ['string.escape', '--code-number'],
  ['string.variable', '--accent', 'bold'],
  ['string.secret', '--accent', 'bold'],
  ['number', '--code-number'],
  ['constant', '--code-keyword'],
  ['comment', '--code-comment'],
  ['delimiter', '--ink-2'],
  ['invalid', '--bad'],
] as const;

function makeRules(read: ReadToken): editor.ITokenThemeRule[] {
  return ruleTokens.map(([token, name, fontStyle]) => ({
    token,
    foreground: read(name).slice(1),
    ...(fontStyle === undefined ? {} : { fontStyle }),
  }));
}

/** Colours of Monaco and the tokens they are taken from; a number is the share of opacity in %. */
export const colorTokens: Readonly<Record<string, string | readonly [string, number]>> = {
  'editor.background': '--surface-2',
  'editor.foreground': '--ink',
  foreground: '--ink',
  disabledForeground: '--ink-3',
  descriptionForeground: '--ink-2',
  errorForeground: '--bad',
  'icon.foreground': '--ink-2',
  focusBorder: '--focus',
  'editorCursor.foreground': '--accent',
  'editorLineNumber.foreground': '--ink-3',
  'editorLineNumber.activeForeground': '--ink',
  'editorLineNumber.dimmedForeground': '--ink-3',
  'editor.selectionBackground': ['--link', 30],
  'editor.inactiveSelectionBackground': ['--link', 18],
  'editor.selectionHighlightBackground': ['--link', 14],
  'editor.wordHighlightBackground': ['--link', 14],
  'editor.wordHighlightStrongBackground': ['--link', 20],
  'editor.lineHighlightBackground': ['--ink', 4],
  'editor.lineHighlightBorder': ['--ink', 0],
  'editor.findMatchBackground': ['--accent', 40],
  'editor.findMatchHighlightBackground': ['--accent', 22],
  'editorBracketMatch.background': ['--link', 16],
  'editorBracketMatch.border': '--line-strong',
  'editorIndentGuide.background1': '--line',
  'editorIndentGuide.activeBackground1': '--line-strong',
  'editorBracketHighlight.foreground1': '--ink-2',
  'editorBracketHighlight.foreground2': '--ink-2',
  'editorBracketHighlight.foreground3': '--ink-2',
  'editorError.foreground': '--bad',
  'editorWarning.foreground': '--warn',
  'editorInfo.foreground': '--link',
  'editorHint.foreground': '--ink-3',
  'editorOverviewRuler.errorForeground': '--bad',
  'editorOverviewRuler.warningForeground': '--warn',
  'editorLink.activeForeground': '--link',
  'textLink.foreground': '--link',
  'textLink.activeForeground': '--link',
  'textCodeBlock.background': '--surface-3',
  'textPreformat.foreground': '--ink',
  'textPreformat.background': '--surface-3',
  'editorGutter.background': '--surface-2',
  'editorGutter.foldingControlForeground': '--ink-3',
  'editor.foldBackground': ['--ink', 5],
  'editorOverviewRuler.border': ['--ink', 0],
  'editorWidget.background': '--surface-1',
  'editorWidget.foreground': '--ink',
  'editorWidget.border': '--line',
  'widget.border': '--line',
  'widget.shadow': ['--ink', 16],
  'editorHoverWidget.background': '--surface-1',
  'editorHoverWidget.foreground': '--ink',
  'editorHoverWidget.border': '--line',
  'editorHoverWidget.statusBarBackground': '--surface-3',
  'editorSuggestWidget.background': '--surface-1',
  'editorSuggestWidget.foreground': '--ink',
  'editorSuggestWidget.border': '--line',
  'editorSuggestWidget.selectedBackground': '--surface-active',
  'editorSuggestWidget.selectedForeground': '--ink',
  'editorSuggestWidget.selectedIconForeground': '--ink',
  'editorSuggestWidget.highlightForeground': '--link',
  'editorSuggestWidget.focusHighlightForeground': '--link',
  'editorSuggestWidgetStatus.foreground': '--ink-2',
  'input.background': '--surface-2',
  'input.foreground': '--ink',
  'input.border': '--line-strong',
  'input.placeholderForeground': '--ink-3',
  'inputOption.activeBackground': '--surface-active',
  'inputOption.activeForeground': '--ink',
  'inputOption.activeBorder': '--focus',
  'quickInput.background': '--surface-1',
  'quickInput.foreground': '--ink',
  'quickInputList.focusBackground': '--surface-active',
  'quickInputList.focusForeground': '--ink',
  'quickInputList.focusIconForeground': '--ink',
  'pickerGroup.foreground': '--ink-2',
  'pickerGroup.border': '--line',
  'list.hoverBackground': '--surface-hover',
  'list.hoverForeground': '--ink',
  'list.focusBackground': '--surface-active',
  'list.focusForeground': '--ink',
  'list.activeSelectionBackground': '--surface-active',
  'list.activeSelectionForeground': '--ink',
  'list.activeSelectionIconForeground': '--ink',
  'list.inactiveSelectionBackground': '--surface-hover',
  'list.highlightForeground': '--link',
  'list.focusHighlightForeground': '--link',
  'menu.background': '--surface-1',
  'menu.foreground': '--ink',
  'menu.border': '--line',
  'menu.selectionBackground': '--surface-active',
  'menu.selectionForeground': '--ink',
  'menu.separatorBackground': '--line',
  'keybindingLabel.background': '--surface-3',
  'keybindingLabel.foreground': '--ink',
  'keybindingLabel.border': '--line',
  'keybindingLabel.bottomBorder': '--line',
  'button.background': '--accent',
  'button.foreground': '--on-accent',
  'button.hoverBackground': '--accent-hover',
  'badge.background': '--surface-active',
  'badge.foreground': '--ink',
  'scrollbarSlider.background': ['--line-strong', 40],
  'scrollbarSlider.hoverBackground': ['--line-strong', 60],
  'scrollbarSlider.activeBackground': ['--line-strong', 80],
  'scrollbar.shadow': ['--ink', 12],
  'sash.hoverBorder': '--accent',
  // Over each other, and over a selection, which shines through.
  'diffEditor.insertedTextBackground': ['--added', 60],
  'diffEditor.removedTextBackground': ['--removed', 60],
  'diffEditor.insertedLineBackground': ['--added', 25],
  'diffEditor.removedLineBackground': ['--removed', 25],
  'diffEditor.insertedTextBorder': ['--ok', 60],
  'diffEditor.removedTextBorder': ['--bad', 60],
  'diffEditor.border': '--line',
  'diffEditor.diagonalFill': '--line',
  'diffEditor.unchangedRegionBackground': '--surface-3',
  'diffEditor.unchangedRegionForeground': '--ink-2',
  'editorMarkerNavigation.background': '--surface-1',
  'editorMarkerNavigationError.background': '--bad',
  'editorMarkerNavigationWarning.background': '--warn',
  'peekView.border': '--line-strong',
  'peekViewEditor.background': '--surface-2',
  'peekViewResult.background': '--surface-1',
  'peekViewResult.lineForeground': '--ink',
  'peekViewResult.fileForeground': '--ink',
  'peekViewResult.selectionBackground': '--surface-active',
  'peekViewResult.selectionForeground': '--ink',
  'peekViewTitle.background': '--surface-1',
  'peekViewTitleLabel.foreground': '--ink',
  'peekViewTitleDescription.foreground': '--ink-2',
  'symbolIcon.propertyForeground': '--code-name',
  'symbolIcon.moduleForeground': '--ink-2',
  'editorLightBulb.foreground': '--accent',
  'editorLightBulbAutoFix.foreground': '--accent',
};

function makeColors(read: ReadToken): Record<string, string> {
  return Object.fromEntries(
    Object.entries(colorTokens).map(([color, token]) =>
      typeof token === 'string' ? [color, read(token)] : [color, read(token[0]) + share(token[1])],
    ),
  );
}

/** Two hexadecimal digits of opacity. */
function share(percent: number): string {
  return Math.round(percent * 2.55)
    .toString(16)
    .padStart(2, '0');
}
