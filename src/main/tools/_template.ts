import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';
import type { Tool } from './tool.ts';

/*
 * Copy this file to add a tool:
 * 1. Name the file and the factory for what the tool does.
 * 2. Say when to use it in `description`: it is all that a model knows.
 * 3. Add it to `compose/create-tools.ts` and its name to `shared/config/tool-names.ts`; a test beside it.
 */

const parameters = lazy(() =>
  z.strictObject({
    text: z.string().min(1).max(1_000).describe('What to turn round.'),
    // The schema is the whole validation: bound every text and every list.
    times: z.int().min(1).max(10).default(1).describe('How often.'),
  }),
);

/** Turns a text round. Everything a tool needs from outside is a parameter of its factory. */
export function createReverseTool(): Tool {
  return {
    name: 'reverse',
    description: 'Turns a text round, letter by letter.',
    parameters,
    // True only if a second run does no more than the first one: reading, computing.
    isRepeatable: true,
    touches: ['nothing'],
    asks: 'never',
    run(args, context) {
      const { text, times } = parameters().parse(args);
      // Whatever takes long passes this signal on, or looks at it now and then.
      context.signal.throwIfAborted();
      const turned = times % 2 === 1 ? Array.from(text).reverse().join('') : text;
      // What went wrong in a way the model can mend is a result; anything else may be thrown.
      return Promise.resolve({ text: turned, isError: false });
    },
  };
}
