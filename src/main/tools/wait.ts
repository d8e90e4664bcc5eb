import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { lazy } from '../../shared/lazy.ts';
import { delay, type Clock } from '../platform/clock.ts';
import type { Tool } from './tool.ts';

const parameters = lazy(() =>
  z.strictObject({
    seconds: z
      .number()
      .min(0)
      .max(limits.tools.waitSeconds)
      .describe(`How long, up to ${limits.tools.waitSeconds} seconds.`),
  }),
);

/**
 * Waits, then says so. `wait` may be repeated after a crash; `wait_once` may not, which makes it
 * the tool to try out how an interrupted call is treated.
 */
export function createWaitTool(clock: Clock, name: 'wait' | 'wait_once' = 'wait'): Tool {
  return {
    name,
    description: `Waits for a number of seconds, then reports.${
      name === 'wait_once' ? ' Is never run a second time by itself.' : ''
    }`,
    parameters,
    isRepeatable: name === 'wait',
    touches: ['nothing'],
    asks: 'never',
    async run(args, context) {
      const { seconds } = parameters().parse(args);
      await delay(clock, seconds * 1_000, context.signal);
      return { text: `Waited ${seconds} seconds.`, isError: false };
    },
  };
}
