import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { inRoot, root } from '../root.ts';

/** A file of the product, so that the type-aware rules know where the planted text stands. */
const filePath = inRoot('src/main/platform/ids.ts');
const eslint = new ESLint({
  cwd: root,
  // In CI the parser would look at the file on the disk instead of the planted text.
  overrideConfig: {
    languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } },
  },
});

const planted: Readonly<Record<string, string>> = {
  '@typescript-eslint/no-explicit-any': 'export const value: any = 1;',
  '@typescript-eslint/naming-convention': 'export interface lower_case { readonly a: number }',
  '@typescript-eslint/no-floating-promises':
    'export function start(): void { Promise.resolve(1); }',
  '@typescript-eslint/no-non-null-assertion':
    'export const first = (list: readonly string[]): string => list[0]!;',
  '@typescript-eslint/switch-exhaustiveness-check':
    "export function f(x: 'a' | 'b'): number { switch (x) { case 'a': return 1; } return 2; }",
  '@typescript-eslint/consistent-type-imports':
    "import { Clock } from './clock.ts'; export const now = (clock: Clock): number => clock.now();",
  'no-console': "console.log('here');",
  'no-restricted-syntax': 'export default 1;',
  eqeqeq: 'export const isOne = (x: number): boolean => x == 1;',
  complexity: `export function f(x: number): number {\n${'  if (x > 1) x += 1;\n'.repeat(16)}  return x;\n}`,
};

describe('the linter', () => {
  it.each(Object.entries(planted))('%s bites', async (rule, text) => {
    const [result] = await eslint.lintText(text, { filePath });
    expect(result?.messages.map((message) => message.ruleId)).toContain(rule);
  });

  it('has nothing to say about the file as it is', async () => {
    const results = await eslint.lintFiles([filePath]);
    expect(results.flatMap((result) => result.messages)).toEqual([]);
  });
});
