import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpus } from './attacks/corpus.ts';
import { setCanary, type Canary } from './canary.ts';
import { runOnWeak } from './weak-run.ts';

// If an attack did not work where it can, it would say nothing where it must not.
describe('on a sandbox that is none, the attacks succeed', { timeout: 60_000 }, () => {
  let canary: Canary;
  beforeAll(async () => {
    canary = await setCanary();
  });
  afterAll(() => canary.close());

  describe.each(corpus)('$name', ({ attacks }) => {
    it.concurrent.each(attacks)('$name', async (attack) => {
      const success = await runOnWeak(attack, canary);
      if (attack.uncontrolled === undefined) expect(success).toBeDefined();
      else expect(success).toBeUndefined();
    });
  });

  it.each(corpus)('$name: at least three, and at least one that is seen to work', (group) => {
    expect(group.attacks.length).toBeGreaterThanOrEqual(3);
    expect(group.attacks.some(({ uncontrolled }) => uncontrolled === undefined)).toBe(true);
  });

  it('are at least sixty, with names of their own', () => {
    const names = corpus.flatMap(({ name, attacks }) =>
      attacks.map((one) => `${name}: ${one.name}`),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(60);
  });
});
