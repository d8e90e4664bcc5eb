import { defineErrors } from '../spec.ts';

export const cliErrors = defineErrors({
  CLI_COMMAND_UNKNOWN: {
    kind: 'invalid',
    message: 'There is no command "{command}".',
    hint: '{fix}',
  },
  CLI_USAGE: {
    kind: 'invalid',
    message: '{reason}',
    hint: 'Write it as: openclaw {usage}',
  },
  GATEWAY_NOT_RUNNING: {
    kind: 'unreachable',
    message: 'No gateway runs with the state directory {dir}.',
    hint: 'Start one with "openclaw gateway", or name the directory of the one that runs with --state-dir.',
  },
  GATEWAY_UNREACHABLE: {
    kind: 'unreachable',
    message: 'The gateway at {address} does not answer: {reason}',
    hint: 'Look at its log, or start it again with "openclaw gateway".',
  },
  GATEWAY_ANSWER_INVALID: {
    kind: 'internal',
    message: 'The gateway answered {method} in a form that this command does not know: {reason}',
    hint: 'Gateway and command are probably of different versions: stop the gateway and start it again.',
  },
  GATEWAY_LINE_BROKEN: {
    kind: 'unreachable',
    message: 'The connection to the gateway ended: {reason}',
    hint: 'Run the command again; what the gateway has confirmed is kept.',
  },
});
