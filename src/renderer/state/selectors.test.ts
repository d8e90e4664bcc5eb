import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const modules = import.meta.glob<string>('../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const hooks = new Set(['useStore', 'useConfig', 'useDraftState']);

/**
 * Selectors that give a new list or object each time: React then draws for ever and the page falls
 * over. What a selector falls back to belongs behind the hook.
 */
function freshSelectors(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && hooks.has(node.expression.getText())) {
      const selector = node.arguments.at(-1);
      if (selector && ts.isArrowFunction(selector) && isFresh(selector.body))
        found.push(`${name}: ${selector.getText().replaceAll(/\s+/g, ' ')}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isFresh(body: ts.Node): boolean {
  if (ts.isParenthesizedExpression(body)) return isFresh(body.expression);
  if (ts.isArrayLiteralExpression(body) || ts.isObjectLiteralExpression(body)) return true;
  if (ts.isBinaryExpression(body)) return isFresh(body.right);
  if (ts.isConditionalExpression(body)) return isFresh(body.whenTrue) || isFresh(body.whenFalse);
  if (!ts.isCallExpression(body) || !ts.isPropertyAccessExpression(body.expression)) return false;
  return ['filter', 'map', 'flatMap', 'slice', 'toSorted'].includes(body.expression.name.text);
}

describe('selectors of stores', () => {
  it('give the same thing as long as nothing changed', () => {
    const found = Object.entries(modules)
      .filter(([name]) => !name.includes('.test.'))
      .flatMap(([name, text]) => freshSelectors(name, text));
    expect(found).toEqual([]);
  });

  it.each(['({ rows }) => rows ?? []', '(s) => s.rows.filter(Boolean)', '(s) => ({ a: s.a })'])(
    'would be caught: %s',
    (selector) => {
      expect(freshSelectors('x.tsx', `const a = useStore(store, ${selector});`)).toHaveLength(1);
    },
  );
});
