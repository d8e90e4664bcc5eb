import { defineErrors } from '../spec.ts';

/** What can go wrong when code runs by itself. Each is a failed run and nothing else. */
export const sandboxErrors = defineErrors({
  SANDBOX_CODE_FAILED: {
    kind: 'invalid',
    message: 'The code failed: {reason}',
    hint: 'Correct the code and run it again.',
  },
  SANDBOX_CODE_INVALID: {
    kind: 'invalid',
    message: 'The code cannot be read: {reason}',
    hint: 'Correct its syntax and run it again.',
  },
  SANDBOX_CODE_TOO_LARGE: {
    kind: 'invalid',
    message: 'The {part} is larger than {limit} characters.',
    hint: 'Make it shorter, or work on it in parts.',
  },
  SANDBOX_FUNCTION_MISSING: {
    kind: 'missing',
    message: 'The code exports no function "{name}".',
    hint: 'Write "export function {name}(input) { … }".',
  },
  SANDBOX_RESULT_INVALID: {
    kind: 'invalid',
    message: 'The result cannot be handed over: {reason}',
    hint: 'Return plain data: text, numbers, lists and objects of them.',
  },
  SANDBOX_TIMED_OUT: {
    kind: 'limited',
    message: 'The code ran longer than {seconds} seconds and was ended{place}.',
    hint: 'Do less at once, look for an endless loop, or raise the limit.',
  },
  SANDBOX_OUT_OF_MEMORY: {
    kind: 'limited',
    message: 'The code used more than {memoryMb} MB of memory and was ended.',
    hint: 'Work on less data at once, or raise the limit.',
  },
  SANDBOX_CRASHED: {
    kind: 'internal',
    message: 'The sandbox ended while the code ran: {reason}',
    hint: 'Run it again; if it happens each time, the code does something the sandbox does not stand.',
  },
  SANDBOX_BUSY: {
    kind: 'limited',
    message: 'Too much code is waiting to run ({waiting} runs).',
    hint: 'Try again in a moment.',
  },
  SANDBOX_UNAVAILABLE: {
    kind: 'internal',
    message: 'The sandbox cannot be started: {reason}',
    hint: 'Run "npm ci" in the folder of the program and start it again.',
  },
  SANDBOX_CLOSED: {
    kind: 'refused',
    message: 'The program is ending; no code is run any more.',
    hint: 'Start it again.',
  },
});
