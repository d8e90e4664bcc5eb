import { expect, it } from 'vitest';
import type { KillPoint } from '../../src/main/platform/kill-points.ts';
import { protections, type Protection } from '../../src/main/platform/protections.ts';
import { runKillPoint } from './kill-point-run.ts';
import type { Rule } from './verify.ts';

/** Where to die so that a protection is needed, and what is broken without it. */
const controls: Record<Protection, { readonly at: KillPoint; readonly breaks: readonly Rule[] }> = {
  'inbox-uniqueness': { at: 'gateway.inbound.before-ack', breaks: ['taken-in-twice'] },
  'turn-record': { at: 'gateway.turn.mid-stream', breaks: ['no-completed-turn', 'unanswered'] },
  'outbox-row': { at: 'gateway.turn.after-finish', breaks: ['unanswered'] },
  'offset-after-commit': { at: 'host.inbound.before-send', breaks: ['lost', 'unanswered'] },
  'host-acknowledgement': { at: 'host.inbound.before-send', breaks: ['lost', 'unanswered'] },
};

// The same runs with everything switched on are in kill-points.test.ts, and pass.
it.each(protections)(
  'is seen to fail without %s',
  async (protection) => {
    const { at, breaks } = controls[protection];
    const { isHit, verdict } = await runKillPoint(at, { disable: protection, patienceMs: 4_000 });
    expect(isHit).toBe(true);
    const broken = new Set(verdict.violations.map(({ rule }) => rule));
    expect([...broken]).toEqual(expect.arrayContaining([...breaks]));
  },
  120_000,
);
