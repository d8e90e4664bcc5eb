import { defineErrors } from '../spec.ts';

/** What can go wrong with what agents remember. */
export const memoryErrors = defineErrors({
  NOTE_UNKNOWN: {
    kind: 'missing',
    message: 'There is no note {id} here.',
    hint: 'memory.list shows the notes; an agent sees only those about whom it talks to.',
  },
  MEMORY_FULL: {
    kind: 'limited',
    message: 'There are {limit} notes about them already.',
    hint: 'Forget some that do not matter any more, or join several into one.',
  },
});
