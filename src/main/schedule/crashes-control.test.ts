import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { nothingIsLostOrDoubled } from './testing/crash-property.ts';

const off = vi.hoisted(() => ({ name: '' }));
vi.mock('../platform/protections.ts', () => ({
  isDisabled: (protection: string) => protection === off.name,
}));

it.each(['schedule-with-message', 'inbox-uniqueness'])(
  'without %s the same crashes are seen to break it',
  async (protection) => {
    off.name = protection;
    const found = await fc.check(nothingIsLostOrDoubled, { numRuns: 300, endOnFailure: true });
    expect(found.failed).toBe(true);
  },
  240_000,
);
