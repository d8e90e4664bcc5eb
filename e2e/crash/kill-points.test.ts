import { describe, expect, it } from 'vitest';
import { killPoints, type KillPoint } from '../../src/main/platform/kill-points.ts';
import { runKillPoint } from './kill-point-run.ts';

// Schedules and pictures have their own: schedules.test.ts, ../channels/*pictures.test.ts.
// The spool is for hosts that stay up when the gateway dies; those at home die with it.
const isRemote = (point: KillPoint): boolean => point.startsWith('host.spool.');

describe.concurrent('crashes at every named point', () => {
  it.each(killPoints.filter((point) => !/^(schedule|picture|rename)\./.test(point)))(
    'answers everybody as promised after a crash at %s',
    async (point) => {
      const { isHit, verdict } = await runKillPoint(point, { isRemote: isRemote(point) });
      expect(verdict.violations).toEqual([]);
      expect(isHit).toBe(true);
    },
    300_000,
  );
});
