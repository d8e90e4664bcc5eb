import { z } from 'zod';
import { bindingTiers } from '../config/binding-tier.ts';
import { lazy } from '../lazy.ts';
import { defineMethods } from './spec.ts';

/** The tiers in which a rule is looked for, the most specific first. */
export const routeTiers = [
  'session', // an authorised client named the conversation
  ...bindingTiers,
  'channel-agent',
  'default',
] as const;

export const routeDecision = lazy(() =>
  z.strictObject({
    /** Null when no agent may answer. */
    agentId: z.string().nullable(),
    sessionKey: z.string().nullable(),
    decidedBy: z.enum(routeTiers),
    /** Index of the binding that decided, where it was one. */
    binding: z.int().nullable(),
    /** Every rule that was looked at, in order, and why it did or did not decide. */
    considered: z.array(
      z.strictObject({
        tier: z.enum(routeTiers),
        binding: z.int().nullable(),
        agentId: z.string().nullable(),
        outcome: z.enum([
          'decided',
          'other-channel',
          'other-peer',
          'other-parent',
          'other-group',
          'other-role',
          'other-team',
          'agent-missing',
          'agent-off',
          'less-specific',
          'absent',
        ]),
      }),
    ),
  }),
);

export const routeMethods = defineMethods({
  'route.explain': {
    scope: 'operator.read',
    summary: 'Who would answer a message, and why the other rules did not decide.',
    params: lazy(() =>
      z.strictObject({
        channel: z.string().min(1),
        /** As `direct:42`, `group:-100` or `channel:C1`. */
        peer: z.string().regex(/^(direct|group|channel):.+$/),
        thread: z.string().optional(),
        parent: z.string().optional(),
        sender: z.string().optional(),
        group: z.string().optional(),
        team: z.string().optional(),
        roles: z.array(z.string()).max(100).optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ decision: routeDecision() })),
  },
});

export type RouteTier = (typeof routeTiers)[number];
export type RouteDecision = z.output<ReturnType<typeof routeDecision>>;
