import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { setting } from './setting.ts';

/** Section `memory`: what agents remember of people. */
export const memorySection = lazy(() =>
  z.object({
    recall: setting(z.int().min(0).max(50).default(6), {
      title: 'Notes recalled',
      help: 'How many notes that fit a message are shown to the model at most. 0 recalls nothing.',
      effect: 'agent',
    }),
    embedding: setting(
      z
        .string()
        .regex(/^[^/\s]+\/\S+$/, 'write it as provider/model')
        .optional(),
      {
        title: 'Embedding model',
        help: 'As provider/model: finds notes by meaning too. Without one they are found by their words.',
        effect: 'agent',
      },
    ),
  }),
);
