import { expect, it } from 'vitest';
import { killPoints } from '../../src/main/platform/kill-points.ts';
import { runKillPoint } from './kill-point-run.ts';

it.each(killPoints)(
  'answers everybody as promised after a crash at %s',
  async (point) => {
    const { isHit, verdict } = await runKillPoint(point);
    expect(verdict.violations).toEqual([]);
    expect(isHit).toBe(true);
  },
  240_000,
);
