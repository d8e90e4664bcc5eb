import { describe, expect, it } from 'vitest';
import type { KillPoint } from '../../src/main/platform/kill-points.ts';
import type { Protection } from '../../src/main/platform/protections.ts';
import { runFrozenGateway } from './frozen-run.ts';
import { runKillPoint } from './kill-point-run.ts';
import type { Rule } from './verify.ts';

/** Where to die so that a protection is needed, and what is broken without it. */
const controls: Record<
  Exclude<
    Protection,
    | 'host-acknowledgement'
    | 'schedule-with-message'
    | 'approval-row'
    | 'picture-first'
    | 'rename-note'
  >,
  { readonly at: KillPoint; readonly breaks: Rule }
> = {
  'inbox-uniqueness': { at: 'gateway.inbound.before-ack', breaks: 'taken-in-twice' },
  'turn-record': { at: 'gateway.turn.mid-stream', breaks: 'no-completed-turn' },
  'outbox-row': { at: 'gateway.turn.after-finish', breaks: 'unanswered' },
  'offset-after-commit': { at: 'host.inbound.before-send', breaks: 'lost' },
};
const patienceMs = 4_000;

// The same runs with everything switched on are in kill-points.test.ts, and pass.
describe.each(Object.keys(controls) as (keyof typeof controls)[])('without %s', (disable) => {
  const { at, breaks } = controls[disable];
  it(`a crash at ${at} is seen to break a promise: ${breaks}`, async () => {
    const { isHit, verdict } = await runKillPoint(at, {
      disable,
      patienceMs,
      isTelegramOnly: true,
    });
    expect(isHit).toBe(true);
    expect(verdict.violations.map(({ rule }) => rule)).toContain(breaks);
  }, 120_000);
});

describe('when host and gateway die before anything was acknowledged', () => {
  it('the messenger still has the message', async () => {
    expect((await runFrozenGateway(30_000)).violations).toEqual([]);
  }, 120_000);

  it('without host-acknowledgement it is seen to be lost', async () => {
    const { violations } = await runFrozenGateway(patienceMs, 'host-acknowledgement');
    expect(violations.map(({ rule }) => rule)).toContain('lost');
  }, 120_000);
});
