import { defineErrors } from '../spec.ts';

export const generalErrors = defineErrors({
  INTERNAL: {
    kind: 'internal',
    message: 'Something went wrong inside OpenClaw: {reason}',
    hint: 'Try again. If it comes back, look at the log and report it with the lines around this moment.',
  },
  SHUTTING_DOWN: {
    kind: 'unreachable',
    message: 'OpenClaw is shutting down.',
    hint: 'Wait until it is started again; what was accepted is kept.',
  },
});
