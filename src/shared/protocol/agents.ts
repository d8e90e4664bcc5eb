import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { defineMethods } from './spec.ts';

const none = lazy(() => z.strictObject({}));

export const agentMethods = defineMethods({
  'agents.list': {
    scope: 'operator.read',
    summary: 'The agents that can answer.',
    params: none,
    result: lazy(() =>
      z.strictObject({
        defaultId: z.string(),
        mainKey: z.string(),
        scope: z.enum(['per-sender', 'global']),
        agents: z.array(
          z.strictObject({
            id: z.string(),
            name: z.string().optional(),
            model: z
              .strictObject({
                primary: z.string().optional(),
                fallbacks: z.array(z.string()).optional(),
              })
              .optional(),
          }),
        ),
      }),
    ),
  },
  'models.list': {
    scope: 'operator.read',
    summary: 'The models that are there, and those that are not and why.',
    params: lazy(() =>
      z.strictObject({
        agentId: z.string().min(1).optional(),
        /** Ask the providers again instead of using what is known. */
        refresh: z.boolean().optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        models: z.array(
          z.strictObject({
            /** As `provider/model`. */
            id: z.string(),
            name: z.string(),
            provider: z.string(),
            available: z.boolean().optional(),
            unavailableReason: z.enum(['missing-auth', 'auth-failed', 'cooldown']).optional(),
            unavailableUntil: z.int().nonnegative().optional(),
            contextWindow: z.int().min(1).optional(),
            supportsTools: z.boolean().optional(),
          }),
        ),
      }),
    ),
  },
});
