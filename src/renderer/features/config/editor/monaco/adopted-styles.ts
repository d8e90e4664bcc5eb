/**
 * Stands in for Monaco's `base/browser/domStylesheets.js` (see electron.vite.config.ts). Monaco
 * writes style elements, which the content security policy would have to allow for everybody; the
 * same rules as adopted style sheets need no exception.
 */
interface StyleElement {
  className: string;
  media: string;
  textContent: string;
  readonly sheet: CSSStyleSheet;
  remove(): void;
}

interface Disposables {
  add(disposable: { dispose(): void }): unknown;
}

/** A style sheet of the page that is filled by `textContent` or by rules. */
export function createStyleSheet(
  _container?: unknown,
  beforeAppend?: (style: StyleElement) => void,
  disposables?: Disposables,
): StyleElement {
  const sheet = new CSSStyleSheet();
  let text = '';
  const remove = (): void => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
  const style: StyleElement = {
    className: '',
    media: 'screen',
    sheet,
    remove,
    get textContent() {
      return text;
    },
    set textContent(next: string) {
      text = next;
      sheet.replaceSync(next);
    },
  };
  beforeAppend?.(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  disposables?.add({ dispose: remove });
  return style;
}

/** Adds a rule to a sheet that is there anyway. */
export function createCSSRule(selector: string, cssText: string, style = shared()): void {
  if (cssText !== '') style.sheet.insertRule(`${selector} {${cssText}}`, 0);
}

/** Takes the rules of a selector out again. */
export function removeCSSRulesContainingSelector(name: string, style = shared()): void {
  const rules = [...style.sheet.cssRules];
  for (let index = rules.length - 1; index >= 0; index -= 1) {
    const rule = rules[index];
    if (rule instanceof CSSStyleRule && rule.selectorText.includes(name)) {
      style.sheet.deleteRule(index);
    }
  }
}

const sheets = new WeakMap<Document, StyleElement>();

function shared(): StyleElement {
  const style = sheets.get(document) ?? createStyleSheet();
  sheets.set(document, style);
  return style;
}
