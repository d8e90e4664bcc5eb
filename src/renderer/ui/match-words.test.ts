import { describe, expect, it } from 'vitest';
import { matchWords } from './match-words.ts';

describe('a query', () => {
  it('fits where each of its words stands in one of the texts', () => {
    expect(matchWords('echo ada', ['Ada', 'test/echo'])).toBe(true);
    expect(matchWords('echo eve', ['Ada', 'test/echo', undefined])).toBe(false);
    expect(matchWords('  ', ['Ada'])).toBe(true);
  });

  it('does not look at capitals and accents', () => {
    expect(matchWords('KOCHIN', ['Köchin'])).toBe(true);
    expect(matchWords('köchin', ['Kochin'])).toBe(true);
  });
});
