import fc from 'fast-check';
import { it } from 'vitest';
import { nothingIsLostOrDoubled } from './testing/crash-property.ts';

it('no due time runs twice or is left out, whatever crashes and however the clock is set', async () => {
  await fc.assert(nothingIsLostOrDoubled, { numRuns: 60 });
}, 240_000);
