import { defineErrors } from '../spec.ts';

/** What can go wrong when an agent uses a tool. Most of it is said to the model, not thrown. */
export const toolErrors = defineErrors({
  TOOL_UNKNOWN: {
    kind: 'missing',
    message: 'There is no tool "{tool}".',
    hint: 'The tools are {known}.',
  },
  TOOL_NOT_ALLOWED: {
    kind: 'refused',
    message: 'The agent may not use the tool "{tool}".',
    hint: 'Add "{tool}" to the tools of the agent if it should.',
  },
  TOOL_NAME_TAKEN: {
    kind: 'conflict',
    message: 'There are two tools named "{tool}".',
    hint: 'Give one of them another name.',
  },
  TOOL_ARGUMENTS_MALFORMED: {
    kind: 'invalid',
    message: 'The arguments of {tool} are not a JSON object: {found}',
    hint: 'Call the tool again with a JSON object.',
  },
  TOOL_ARGUMENTS_INVALID: {
    kind: 'invalid',
    message: 'The arguments of {tool} are not valid at {path}: {reason}',
    hint: 'Call the tool again with arguments that fit its schema.',
  },
  TOOL_FAILED: {
    kind: 'internal',
    message: 'The tool {tool} failed: {reason}',
    hint: 'Try another way, or say that it did not work.',
  },
  TOOL_TIMED_OUT: {
    kind: 'limited',
    message: 'The tool {tool} was ended after {seconds} seconds.',
    hint: 'Ask for less at once, or try another way.',
  },
  SHELL_OFF: {
    kind: 'refused',
    message: 'The shell is off.',
    hint: 'Whoever owns this system can switch it on: tools.shell.enabled.',
  },
  SHELL_BUSY: {
    kind: 'limited',
    message: 'There are {running} commands running already.',
    hint: 'Wait until one of them has ended.',
  },
  SHELL_NOT_STARTED: {
    kind: 'internal',
    message: 'The shell could not be started: {reason}',
    hint: 'Check that there is a shell and that the workspace can be entered.',
  },
  CONFIG_TOOL_MISTYPED: {
    kind: 'missing',
    message: 'No tool that is built in is named "{tool}".',
    hint: 'Did you mean "{near}"? If an extension brings "{tool}", all is well.',
  },
  CONFIG_TOOL_PROFILE_UNKNOWN: {
    kind: 'missing',
    message:
      'There is no profile of tools "@{profile}"; it allows nothing, and behind a "!" it leaves out everything.',
    hint: '{fix}',
  },
  CALCULATION_INVALID: {
    kind: 'invalid',
    message: 'The calculation is not valid at character {column}: {reason}',
    hint: 'Write it with numbers, + - * / ^ % ( ) and functions such as sqrt.',
  },
  CALCULATION_UNDEFINED: {
    kind: 'invalid',
    message: 'The calculation has no result: {reason}',
    hint: 'Check the numbers.',
  },
  TIME_ZONE_UNKNOWN: {
    kind: 'missing',
    message: 'There is no time zone or known city "{zone}".',
    hint: 'Write it like Europe/Berlin or America/New_York.',
  },
  DATE_INVALID: {
    kind: 'invalid',
    message: '"{date}" is not a date.',
    hint: 'Write it as 2026-12-24, or 2026-12-24T18:30.',
  },
});
