import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { limits } from './limits.ts';

/**
 * One rule of section `bindings`: messages that fit all given fields go to the agent.
 * `channel` is a channel instance (its key). `peer` is `direct:<id>`, `group:<id>`, `channel:<id>`
 * or one of these with `*`. `parent` is the peer a thread belongs to.
 */
export const binding = lazy(() =>
  z.object({
    match: z.object({
      channel: z.string().optional(),
      peer: z
        .string()
        .regex(/^(direct|group|channel):.+$/)
        .optional(),
      parent: z
        .string()
        .regex(/^(direct|group|channel):.+$/)
        .optional(),
      /** The server, workspace or community a group belongs to. */
      group: z.string().optional(),
      role: z.string().optional(),
      team: z.string().optional(),
    }),
    agent: z.string().min(1),
  }),
);

export const bindingsSection = lazy(() => z.array(binding()).max(limits.config.bindings));

export type Binding = z.output<ReturnType<typeof binding>>;
