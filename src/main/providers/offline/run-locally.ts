import { toAppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { evaluateExpression } from '../../tools/calculate/evaluate-expression.ts';
import { formatNumber } from '../../tools/calculate/format-number.ts';
import { answerClock, type ClockQuestion } from '../../tools/time/answer-clock.ts';
import type { ZoneFinder } from '../../tools/time/find-zone.ts';
import type { PlannedCall } from './plan.ts';

/** What a tool would say, for an agent that may not use it; undefined where only the tool knows. */
export function runLocally(call: PlannedCall, clock: Clock, zones: ZoneFinder): string | undefined {
  try {
    switch (call.tool) {
      case 'calculate': {
        const expression = String(call.args['expression']);
        return `${expression} = ${formatNumber(evaluateExpression(expression))}`;
      }
      case 'clock': {
        const homeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
        const source = { nowMs: clock.now(), homeZone, zones };
        // The arguments are the question itself, see planCalls.
        return JSON.stringify(answerClock(call.args satisfies ClockQuestion, source));
      }
      default:
        return undefined;
    }
  } catch (error) {
    const { message, hint } = toAppError(error);
    return `${message} ${hint}`;
  }
}
