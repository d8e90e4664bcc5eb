import type { UsageNumbers } from '../../../shared/protocol/usage.ts';
import type { Figures } from '../../i18n/figures.ts';
import type { Measure } from './usage-address.ts';

/** The figure a chart shows. */
export function valueOf(numbers: UsageNumbers, measure: Measure): number {
  switch (measure) {
    case 'cost':
      return numbers.costMicros;
    case 'tokens':
      return numbers.inputTokens + numbers.outputTokens;
    case 'turns':
      return numbers.turns;
    case 'time':
      return numbers.timeMs;
  }
}

/** The same figure in words. */
export function wordsOf(value: number, measure: Measure, figures: Figures): string {
  switch (measure) {
    case 'cost':
      return figures.money(value);
    case 'tokens':
      return figures.short(value);
    case 'turns':
      return figures.number(value);
    case 'time':
      return figures.span(value);
  }
}
