import { describe, expect, it } from 'vitest';
import type { Theme } from '../../../../state/theme.ts';
import { longHex } from './follow-theme.ts';
import { colorTokens, makeTheme, ruleTokens } from './theme-data.ts';

// The interface is compiled without the types of Node, and the test's bundler empties style sheets.
const fileSystem: string = 'node:fs/promises';
const { readFile } = (await import(/* @vite-ignore */ fileSystem)) as {
  readFile: (file: URL, encoding: 'utf8') => Promise<string>;
};
const css = await readFile(new URL('../../../../ui/tokens.css', import.meta.url), 'utf8');

/** The tokens of a theme, as the cascade gives them. */
function readTokens({ scheme, contrast }: Theme): (name: string) => string {
  const tokens = new Map<string, string>();
  for (const [, selector = '', body = ''] of css.matchAll(/^(:root[^{]*)\{([^}]*)\}/gm)) {
    if (selector.includes("'dark'") && scheme !== 'dark') continue;
    if (selector.includes("'high'") && contrast !== 'high') continue;
    for (const [, name = '', value = ''] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g)) {
      tokens.set(name, value.trim());
    }
  }
  return (name) => longHex(tokens.get(name) ?? `no ${name}`);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** A colour with opacity (`#rrggbbaa`) over one without. */
function mix(over: string, under: string): string {
  const opacity = Number.parseInt(over.slice(7), 16) / 255;
  const parts = [1, 3, 5].map((at) => {
    const [above = 0, below = 0] = [over, under].map((hex) =>
      Number.parseInt(hex.slice(at, at + 2), 16),
    );
    return Math.round(below + (above - below) * opacity)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}

describe.each<Theme>([
  { scheme: 'light', contrast: 'normal' },
  { scheme: 'dark', contrast: 'normal' },
  { scheme: 'light', contrast: 'high' },
  { scheme: 'dark', contrast: 'high' },
])('the theme $scheme, $contrast contrast', (theme) => {
  const read = readTokens(theme);
  const colorOf = (name: string): string => makeTheme(theme, read).colors[name] ?? '';

  it('is made of tokens that exist', () => {
    const { rules, colors } = makeTheme(theme, read);
    for (const color of Object.values(colors)) expect(color).toMatch(/^#[\da-f]{6,8}$/i);
    for (const { foreground } of rules) expect(foreground).toMatch(/^[\da-f]{6}$/i);
    expect(Object.keys(colors)).toHaveLength(Object.keys(colorTokens).length);
  });

  it.each(['inserted', 'removed'])('can be read where text was %s', (kind) => {
    const line = mix(colorOf(`diffEditor.${kind}LineBackground`), read('--surface-2'));
    const text = mix(colorOf(`diffEditor.${kind}TextBackground`), line);
    for (const [token, name] of ruleTokens) {
      expect(contrastOf(read(name), line), token).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(read(name), text), token).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('can be read: every colour of the text has a contrast of 4.5 or more', () => {
    for (const [token, name] of ruleTokens) {
      expect(contrastOf(read(name), read('--surface-2')), token).toBeGreaterThanOrEqual(4.5);
    }
  });
});
