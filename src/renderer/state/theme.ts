import type { ThemeChoice } from './preferences.ts';

export interface Theme {
  readonly scheme: 'light' | 'dark';
  readonly contrast: 'normal' | 'high';
}

/** What the system asks for. */
export interface SystemTaste {
  readonly isDark: boolean;
  readonly wantsContrast: boolean;
}

/** What is drawn, from the choice and the system. `public/theme-boot.js` says the same. */
export function resolveTheme(choice: ThemeChoice, taste: SystemTaste): Theme {
  switch (choice) {
    case 'system':
      return {
        scheme: taste.isDark ? 'dark' : 'light',
        contrast: taste.wantsContrast ? 'high' : 'normal',
      };
    case 'light':
    case 'dark':
      return { scheme: choice, contrast: 'normal' };
    case 'contrast-light':
      return { scheme: 'light', contrast: 'high' };
    case 'contrast-dark':
      return { scheme: 'dark', contrast: 'high' };
  }
}

/** Keeps the page in the chosen theme, and follows the system where that is the choice. */
export function followTheme(
  root: HTMLElement,
  matchMedia: (query: string) => MediaQueryList,
  onChoice: (listener: (choice: ThemeChoice) => void) => void,
): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const contrast = matchMedia('(prefers-contrast: more)');
  let chosen: ThemeChoice = 'system';
  const draw = (): void => {
    const taste = { isDark: dark.matches, wantsContrast: contrast.matches };
    const theme = resolveTheme(chosen, taste);
    root.dataset['theme'] = theme.scheme;
    root.dataset['contrast'] = theme.contrast;
  };
  onChoice((choice) => {
    chosen = choice;
    draw();
  });
  dark.addEventListener('change', draw);
  contrast.addEventListener('change', draw);
}
