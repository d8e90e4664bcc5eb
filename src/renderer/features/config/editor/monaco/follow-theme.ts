import type { Theme } from '../../../../state/theme.ts';
import type { Monaco } from './load-monaco.ts';
import { makeTheme, themeName } from './theme-data.ts';

/** Draws Monaco in the colours of the page, and follows when they change. */
export function followPageTheme({ editor }: Monaco, root: HTMLElement): void {
  const draw = (): void => {
    const theme = readTheme(root);
    const style = getComputedStyle(root);
    const read = (name: string): string => longHex(style.getPropertyValue(name).trim());
    editor.defineTheme(themeName(theme), makeTheme(theme, read));
    editor.setTheme(themeName(theme));
  };
  draw();
  const observer = new MutationObserver(draw);
  observer.observe(root, { attributes: true, attributeFilter: ['data-theme', 'data-contrast'] });
}

function readTheme({ dataset }: HTMLElement): Theme {
  return {
    scheme: dataset['theme'] === 'dark' ? 'dark' : 'light',
    contrast: dataset['contrast'] === 'high' ? 'high' : 'normal',
  };
}

/** A build makes `#fff` of `#ffffff`; Monaco wants the long form. */
export function longHex(color: string): string {
  return /^#[\da-f]{3}$/i.test(color) ? color.replaceAll(/[\da-f]/gi, '$&$&') : color;
}
