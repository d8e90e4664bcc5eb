import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { lazy } from '../../shared/lazy.ts';
import { evaluateExpression } from './calculate/evaluate-expression.ts';
import { formatNumber } from './calculate/format-number.ts';
import type { Tool } from './tool.ts';

const parameters = lazy(() =>
  z.strictObject({
    expression: z
      .string()
      .min(1)
      .max(limits.tools.expressionChars)
      .describe('Such as 2*(3+4)^2, 15% of 80, 80+15%, sqrt(2), round(10/3, 2).'),
  }),
);

/** Does arithmetic. Answers `expression = result`. */
export function createCalculateTool(): Tool {
  return {
    name: 'calculate',
    description:
      'Does exact arithmetic: + - * / ^ % ( ), mod, !, sqrt, cbrt, root, round, floor, ceil, abs, ln, log, log2, exp, sin, cos, tan, min, max, sum, avg, pi, e. Decimal point, no thousands separators. Angles are radians, deg(90) converts. Use it for every calculation.',
    parameters,
    isRepeatable: true,
    touches: ['nothing'],
    asks: 'never',
    run(args) {
      const { expression } = parameters().parse(args);
      const result = formatNumber(evaluateExpression(expression));
      return Promise.resolve({ text: `${expression.trim()} = ${result}`, isError: false });
    },
  };
}
