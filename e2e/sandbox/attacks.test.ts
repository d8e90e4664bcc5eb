import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpus } from './attacks/corpus.ts';
import { setCanary, type Canary } from './canary.ts';
import { listDescendants } from '../crash/processes.ts';
import { createHardTarget, type HardTarget } from './hard-target.ts';

// The gateway's part runs in this very process: whatever takes it down ends these tests.
describe('on the sandbox, the attacks fail', { timeout: 60_000 }, () => {
  let canary: Canary;
  let target: HardTarget;
  beforeAll(async () => {
    canary = await setCanary();
    process.env['OPENCLAW_CANARY'] = canary.secret;
    target = createHardTarget(canary);
  });
  afterAll(async () => {
    await target.close();
    delete process.env['OPENCLAW_CANARY'];
    await canary.close();
    expect(listDescendants(process.pid).filter((pid) => target.pids.includes(pid))).toEqual([]);
  });

  describe.each(corpus)('$name', ({ attacks }) => {
    it.each(attacks)('$name', async (attack) => {
      expect(await target.attack(attack)).toEqual([]);
      // What came of it is one failed run: the next one is served.
      expect(await target.serve('6 * 7')).toBe(42);
    });
  });
});
