import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorRegistry, retiredCodes } from '../../src/shared/errors/index.ts';
import { inRoot } from '../root.ts';
import { referencePages } from './pages.ts';

const errorsText = readFileSync(inRoot('docs/reference/errors.md'), 'utf8');

describe('the reference', () => {
  it.each(referencePages.map((page) => [page.file, page] as const))(
    '%s is what its source says',
    (file, page) => {
      const committed = readFileSync(inRoot('docs/reference', file), 'utf8');
      expect(committed === page.render(), 'run "npm run generate" and commit the result').toBe(
        true,
      );
    },
  );

  it.each(Object.entries(errorRegistry))('error %s is documented, with a hint', (code, spec) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$|^[A-Z]+$/);
    expect(spec.message.trim().length).toBeGreaterThan(5);
    expect(spec.hint.trim().length).toBeGreaterThan(2);
    const isDocumented = errorsText.includes(`\n## ${code}\n`) && errorsText.includes(spec.hint);
    expect(isDocumented, 'run "npm run generate" and commit the result').toBe(true);
  });

  it('never uses a retired code again', () => {
    expect(retiredCodes.filter((code) => code in errorRegistry)).toEqual([]);
  });
});
