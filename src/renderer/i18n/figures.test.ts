import { describe, expect, it } from 'vitest';
import { createFigures } from './figures.ts';

describe('figures', () => {
  it('have as many places as it takes', () => {
    const { money, duration } = createFigures('en-GB');
    expect([0, 340, 4_200, 25_000, 423_000, 1_250_000].map(money)).toEqual([
      ...['$0.00', '$0.00034', '$0.0042', '$0.025', '$0.42', '$1.25'],
    ]);
    expect([12.4, 2_430, 185_000, 7_260_000].map(duration)).toEqual([
      ...['12 ms', '2.4 s', '3 min 5 s', '2 h 1 min'],
    ]);
  });

  it('are written as the language writes them', () => {
    const { money, span, duration } = createFigures('de-DE');
    expect([money(1_250_000), duration(2_430)]).toEqual(['1,25\u00a0$', '2,4 s']);
    expect(span(2_430)).toContain('2,4');
  });
});
